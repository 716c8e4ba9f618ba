package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;

/** Resources of the registry's container: those of the spec, or the defaults, which are part of the API's description. */
final class RegistryResources {

    private static final Map<String, Quantity> REQUESTS =
            Map.of("cpu", new Quantity("20m"), "memory", new Quantity("32Mi"));
    private static final Map<String, Quantity> LIMITS = Map.of("memory", new Quantity("512Mi"));

    private RegistryResources() {}

    static ResourceRequirements of(LocalRegistry registry) {
        var wanted = registry.getSpec() == null ? null : registry.getSpec().resources();
        return new ResourceRequirementsBuilder()
                .withRequests(CanonicalQuantity.of(wanted == null ? REQUESTS : wanted.requests()))
                .withLimits(CanonicalQuantity.of(wanted == null ? LIMITS : wanted.limits()))
                .build();
    }
}
