package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.RegistryAccess.NamespaceSelector;
import dev.onggi.api.v1alpha1.RegistryAccess.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which other namespaces may use a registry, by the rules of Kubernetes' label selectors. */
public final class NamespaceSelection {

    private NamespaceSelection() {}

    /** Whether a namespace with these labels is selected. The registry's own one never is: it needs no selection. */
    public static boolean selects(LocalRegistry registry, String namespace, Map<String, String> labels) {
        return !namespace.equals(registry.getMetadata().getNamespace())
                && SpecValues.namespaces(registry)
                        .filter(selector -> matches(selector, labels))
                        .isPresent();
    }

    private static boolean matches(NamespaceSelector selector, Map<String, String> labels) {
        return Objects.requireNonNullElse(selector.matchLabels(), Map.<String, String>of()).entrySet().stream()
                        .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
                && Objects.requireNonNullElse(selector.matchExpressions(), List.<Requirement>of()).stream()
                        .allMatch(requirement -> matches(requirement, labels));
    }

    private static boolean matches(Requirement requirement, Map<String, String> labels) {
        var value = labels.get(requirement.key());
        return switch (requirement.operator()) {
            case "In" -> value != null && requirement.values().contains(value);
            case "NotIn" -> value == null || !requirement.values().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false; // the schema knows no other
        };
    }
}
