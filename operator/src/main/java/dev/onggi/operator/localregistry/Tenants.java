package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.localregistry.resource.Tenant;
import dev.onggi.operator.model.NamespaceSelection;
import io.fabric8.kubernetes.api.model.Namespace;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;

/** The namespaces that registries select. */
final class Tenants {

    private final InformerEventSource<Namespace, LocalRegistry> namespaces;

    Tenants(InformerEventSource<Namespace, LocalRegistry> namespaces) {
        this.namespaces = namespaces;
    }

    /** Those that may use a registry, by name. One that is being deleted takes its Secrets with it. */
    List<Tenant> of(LocalRegistry registry) {
        return SpecValues.namespaces(registry)
                .map(selector -> namespaces
                        .list(namespace -> !namespace.isMarkedForDeletion() && !isOwn(namespace, registry))
                        .filter(namespace -> NamespaceSelection.selects(
                                selector, namespace.getMetadata().getLabels()))
                        .map(namespace -> new Tenant(
                                namespace.getMetadata().getName(),
                                namespace.getMetadata().getUid()))
                        .sorted()
                        .toList())
                .orElseGet(List::of);
    }

    /** A registry's own namespace needs no selection. */
    private static boolean isOwn(Namespace namespace, LocalRegistry registry) {
        return namespace.getMetadata().getName().equals(registry.getMetadata().getNamespace());
    }
}
