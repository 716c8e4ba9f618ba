package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.RegistryAddress;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.model.UserSeed;
import dev.onggi.operator.registry.RegistryEndpoint;
import java.util.Optional;

/** How the operator reaches a registry. */
final class RegistryEndpoints {

    private RegistryEndpoints() {}

    /** The endpoint with the operator's own user, as soon as there are both. */
    static Optional<RegistryEndpoint> ofAdmin(LocalRegistry registry, Observation observed) {
        return observed.users()
                .map(users ->
                        new RegistryEndpoint.User(UserSeed.ADMIN, users.seed().password(UserSeed.ADMIN)))
                .flatMap(admin -> of(registry, observed, admin));
    }

    /**
     * The endpoint, as soon as there is one. By the Service's address: a name that was looked up too early is remembered
     * as missing by the Java runtime.
     */
    static Optional<RegistryEndpoint> of(LocalRegistry registry, Observation observed, RegistryEndpoint.User user) {
        var plainHttp = !SpecValues.tlsWanted(registry);
        return observed.clusterIp()
                .flatMap(ip -> observed.ca()
                        .or(() -> plainHttp ? Optional.of("") : Optional.empty())
                        .map(ca -> new RegistryEndpoint(RegistryAddress.of(ip), ca, Optional.of(user), plainHttp)));
    }
}
