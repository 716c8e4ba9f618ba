package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistrySpec;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** On which nodes the registry's Pod may run, as the spec says. */
record RegistryPlacement(Map<String, String> nodeSelector, List<Toleration> tolerations, Affinity affinity) {

    static RegistryPlacement of(LocalRegistry registry) {
        var spec = Optional.ofNullable(registry.getSpec());
        return new RegistryPlacement(
                spec.map(LocalRegistrySpec::nodeSelector).orElse(Map.of()),
                spec.map(LocalRegistrySpec::tolerations).orElse(List.of()).stream()
                        .map(RegistryPlacement::toleration)
                        .toList(),
                spec.map(LocalRegistrySpec::affinity).orElse(null));
    }

    private static Toleration toleration(dev.onggi.api.v1alpha1.Toleration wanted) {
        return new TolerationBuilder()
                .withKey(wanted.key())
                .withOperator(wanted.operator())
                .withValue(wanted.value())
                .withEffect(wanted.effect())
                .withTolerationSeconds(wanted.tolerationSeconds())
                .build();
    }
}
