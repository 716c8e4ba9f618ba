package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.ExternalNodeFiles;
import dev.onggi.operator.localregistry.resource.SpecValues;
import java.util.Map;

/** Tells nodes what they would not know of a registry that somebody else runs: its CA, or that it speaks plain HTTP. */
final class ExternalNodeAccess {

    private final NodeAccess nodes;

    ExternalNodeAccess(NodeAccess nodes) {
        this.nodes = nodes;
    }

    /**
     * Makes it so. Where another LocalRegistry tells nodes of the same host the same, there is nothing to add.
     *
     * @throws NameTakenException where it tells them something else
     */
    NodeAccessState reconcile(LocalRegistry registry, ExternalSettings settings) {
        if (!SpecValues.nodeAccessWanted(registry)) {
            nodes.withdraw(registry);
            return new NodeAccessState.NotRequested();
        }
        var files = ExternalNodeFiles.of(registry, settings.ca());
        var toldByAnother = files.keySet().stream()
                .filter(key -> key.endsWith(".hosts.toml"))
                .flatMap(key -> nodes.told(key).stream())
                .anyMatch(text -> !text.contains(registry.getMetadata().getUid()));
        if (toldByAnother) {
            requireAlike(registry, settings, files);
        }
        var host = registry.getSpec().external().host();
        return nodes.tellOfExternal(registry, host, toldByAnother ? Map.of() : files);
    }

    private void requireAlike(LocalRegistry registry, ExternalSettings settings, Map<String, String> files) {
        var differs = files.keySet().stream()
                .filter(key -> key.endsWith(".ca.crt"))
                .flatMap(key -> nodes.told(key).stream())
                .anyMatch(ca -> !ca.equals(settings.ca().orElse("")));
        if (differs) {
            throw new NameTakenException(
                    "another LocalRegistry tells nodes another CA for %s; give both of them the same one in spec.external.caRef"
                            .formatted(registry.getSpec().external().host()));
        }
    }
}
