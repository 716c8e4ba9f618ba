package dev.onggi.operator.imagebuild.step;

import static java.util.stream.Collectors.joining;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.RegistryAccess.NamespaceSelector;
import dev.onggi.operator.model.NamespaceSelection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether a registry may be used from another namespace. */
final class ForeignAccess {

    private static final String NAME_LABEL = "kubernetes.io/metadata.name";

    private ForeignAccess() {}

    /**
     * Why the registry may not be used, and what would help; empty where it may.
     *
     * @param namespace the other namespace
     * @param labels its labels
     */
    static Optional<String> denial(LocalRegistry registry, String namespace, Map<String, String> labels) {
        var access = registry.getSpec().access();
        var selector = access == null ? null : access.namespaces();
        if (NamespaceSelection.selects(selector, labels)) {
            return Optional.empty();
        }
        var owner = registry.getMetadata();
        return Optional.of(
                "the spec.access.namespaces of LocalRegistry %s/%s does not select namespace %s, so its ImageBuilds may not use it; %s"
                        .formatted(
                                owner.getNamespace(),
                                owner.getName(),
                                namespace,
                                advice(registry, selector, namespace)));
    }

    private static String advice(LocalRegistry registry, NamespaceSelector selector, String namespace) {
        var owner = registry.getMetadata();
        if (selector == null) {
            return "kubectl patch lreg -n %s %s --type merge -p '{\"spec\":{\"access\":{\"namespaces\":{\"matchLabels\":{\"%s\":\"%s\"}}}}}'"
                    .formatted(owner.getNamespace(), owner.getName(), NAME_LABEL, namespace);
        }
        var hasExpressions = selector.matchExpressions() != null
                && !selector.matchExpressions().isEmpty();
        var canBeLabelled = !hasExpressions
                && selector.matchLabels() != null
                && !selector.matchLabels().containsKey(NAME_LABEL);
        return canBeLabelled
                ? "kubectl label namespace %s %s"
                        .formatted(
                                namespace,
                                new TreeMap<>(selector.matchLabels())
                                        .entrySet().stream()
                                                .map(label -> label.getKey() + "=" + label.getValue())
                                                .collect(joining(" ")))
                : "kubectl edit lreg -n %s %s".formatted(owner.getNamespace(), owner.getName());
    }
}
