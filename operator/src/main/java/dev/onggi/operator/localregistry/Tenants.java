package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.localregistry.resource.Tenant;
import dev.onggi.operator.model.NamespaceSelection;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Namespace;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Optional;

/** The namespaces that registries select. */
final class Tenants {

    private final Optional<InformerEventSource<Namespace, LocalRegistry>> namespaces;

    /**
     * Those of the cluster.
     *
     * @param namespaces all of them; empty where the operator watches some alone
     */
    Tenants(Optional<InformerEventSource<Namespace, LocalRegistry>> namespaces) {
        this.namespaces = namespaces;
    }

    /** Those that may use a registry, by name. One that is being deleted takes its Secrets with it. */
    List<Tenant> of(LocalRegistry registry) {
        return SpecValues.namespaces(registry)
                .map(selector -> namespaces.stream()
                        .flatMap(all ->
                                all.list(namespace -> !namespace.isMarkedForDeletion() && !isOwn(namespace, registry)))
                        .filter(namespace -> NamespaceSelection.selects(
                                selector, namespace.getMetadata().getLabels()))
                        .map(namespace -> new Tenant(
                                namespace.getMetadata().getName(),
                                namespace.getMetadata().getUid()))
                        .sorted()
                        .toList())
                .orElseGet(List::of);
    }

    /** Why a registry serves no other namespace, though it asks for it. */
    Optional<Summary.Stalled> unselectable(LocalRegistry registry) {
        return namespaces.isPresent() || SpecValues.namespaces(registry).isEmpty()
                ? Optional.empty()
                : Optional.of(new Summary.Stalled(
                        LocalRegistryReasons.NAMESPACES_NOT_WATCHED,
                        "spec.access.namespaces selects namespaces by their labels, which the operator does not read, for it watches namespaces one by one (ONGGI_WATCH_NAMESPACES of Deployment onggi-operator); the registry serves namespace %1$s alone. Take the selector away: kubectl patch lreg -n %1$s %2$s --type json -p '[{\"op\":\"remove\",\"path\":\"/spec/access/namespaces\"}]'"
                                .formatted(
                                        registry.getMetadata().getNamespace(),
                                        registry.getMetadata().getName())));
    }

    /** A registry's own namespace needs no selection. */
    private static boolean isOwn(Namespace namespace, LocalRegistry registry) {
        return namespace.getMetadata().getName().equals(registry.getMetadata().getNamespace());
    }
}
