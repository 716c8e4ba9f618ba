package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.registry.RegistryClient;
import dev.onggi.operator.registry.RegistryEndpoint;
import dev.onggi.operator.registry.RegistryException;

/**
 * Whether a registry's gateway lets somebody in. A mounted Secret reaches a Pod some time after it was written, and
 * nothing but the gateway itself knows when.
 */
final class GatewayLogin {

    private final RegistryClient client;

    GatewayLogin(RegistryClient client) {
        this.client = client;
    }

    /** Asks. A registry that does not serve lets nobody in. */
    boolean accepts(LocalRegistry registry, Observation observed, RegistryEndpoint.User user) {
        return observed.servingPod().isPresent()
                && RegistryEndpoints.of(registry, observed, user)
                        .filter(this::answers)
                        .isPresent();
    }

    private boolean answers(RegistryEndpoint endpoint) {
        try {
            client.ping(endpoint);
            return true;
        } catch (RegistryException e) {
            return false;
        }
    }
}
