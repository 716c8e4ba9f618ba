package dev.onggi.operator.model;

import dev.onggi.api.v1alpha1.RegistryAccess.NamespaceSelector;
import dev.onggi.api.v1alpha1.RegistryAccess.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which namespaces may use a registry beside its own, by the rules of Kubernetes' label selectors
 * (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors).
 */
public final class NamespaceSelection {

    private NamespaceSelection() {}

    /**
     * Whether a selector selects a namespace.
     *
     * @param selector of a LocalRegistry, or null: it selects none
     * @param labels of the namespace, or null where it has none
     */
    public static boolean selects(NamespaceSelector selector, Map<String, String> labels) {
        if (selector == null) {
            return false;
        }
        var there = Objects.requireNonNullElse(labels, Map.<String, String>of());
        return there.entrySet()
                        .containsAll(Objects.requireNonNullElse(selector.matchLabels(), Map.<String, String>of())
                                .entrySet())
                && Objects.requireNonNullElse(selector.matchExpressions(), List.<Requirement>of()).stream()
                        .allMatch(requirement -> holds(requirement, there));
    }

    /** A namespace without the label meets NotIn and DoesNotExist. */
    private static boolean holds(Requirement requirement, Map<String, String> labels) {
        var value = labels.get(requirement.key());
        var values = Objects.requireNonNullElse(requirement.values(), List.<String>of());
        return switch (requirement.operator()) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false; // the schema admits no other
        };
    }
}
