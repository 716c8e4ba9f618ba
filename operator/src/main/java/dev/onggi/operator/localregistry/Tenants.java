package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.NamespaceSelection;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.localregistry.resource.Tenant;
import io.fabric8.kubernetes.api.model.Namespace;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The namespaces that registries select. */
final class Tenants {

    private final InformerEventSource<Namespace, LocalRegistry> namespaces;

    Tenants(InformerEventSource<Namespace, LocalRegistry> namespaces) {
        this.namespaces = namespaces;
    }

    /** Those that may use a registry, by name. One that is being deleted takes its Secrets with it. */
    List<Tenant> of(LocalRegistry registry) {
        if (SpecValues.namespaces(registry).isEmpty()) {
            return List.of();
        }
        return namespaces
                .list(namespace -> !namespace.isMarkedForDeletion()
                        && NamespaceSelection.selects(
                                registry,
                                namespace.getMetadata().getName(),
                                Objects.requireNonNullElse(
                                        namespace.getMetadata().getLabels(), Map.of())))
                .map(namespace -> new Tenant(
                        namespace.getMetadata().getName(),
                        namespace.getMetadata().getUid()))
                .sorted()
                .toList();
    }
}
