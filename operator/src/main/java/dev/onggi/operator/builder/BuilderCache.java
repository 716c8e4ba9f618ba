package dev.onggi.operator.builder;

import dev.onggi.operator.builder.resource.BuilderMetadata;
import dev.onggi.operator.model.Labels;
import dev.onggi.operator.model.WatchedNamespaces;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The Pods and claims of all builders, as informers know them: one of each kind, or one in each namespace that is watched. */
final class BuilderCache implements AutoCloseable {

    private final KubernetesClient client;
    private final WatchedNamespaces watched;
    private final BuilderOwnership ownership;
    private List<SharedIndexInformer<Pod>> pods = List.of();
    private List<SharedIndexInformer<PersistentVolumeClaim>> claims = List.of();

    BuilderCache(KubernetesClient client, WatchedNamespaces watched, BuilderOwnership ownership) {
        this.client = client;
        this.ownership = ownership;
        this.watched = watched;
    }

    /** Fills it: the claims first, for whoever hears of a Pod asks for its claim. */
    void open(ResourceEventHandler<Pod> handler) {
        claims = open(client.persistentVolumeClaims(), all -> all.inform());
        pods = open(client.pods(), all -> all.inform(handler));
    }

    private <R> List<SharedIndexInformer<R>> open(
            MixedOperation<R, ?, ?> kind, Function<Informable<R>, SharedIndexInformer<R>> inform) {
        return watched.all()
                ? List.of(inform.apply(kind.inAnyNamespace().withLabel(Labels.BUILDER)))
                : watched.names().stream()
                        .map(namespace ->
                                inform.apply(kind.inNamespace(namespace).withLabel(Labels.BUILDER)))
                        .toList();
    }

    Optional<Pod> pod(String namespace) {
        return find(pods, namespace).filter(ownership::isOurs).findFirst();
    }

    Optional<PersistentVolumeClaim> claim(String namespace) {
        return find(claims, namespace).filter(ownership::isOurs).findFirst();
    }

    /** Whether a claim or a Pod of a former builder is on its way out, which may be one of ImageBuilds that are gone. */
    boolean hasLeaving(String namespace) {
        return Stream.concat(find(pods, namespace), find(claims, namespace))
                .filter(BuilderMetadata::isNamedAndLabelled)
                .anyMatch(HasMetadata::isMarkedForDeletion);
    }

    private static <R extends HasMetadata> Stream<R> find(List<SharedIndexInformer<R>> informers, String namespace) {
        return informers.stream()
                .map(informer -> informer.getStore().getByKey(namespace + "/" + BuilderMetadata.NAME))
                .filter(Objects::nonNull);
    }

    @Override
    public void close() {
        pods.forEach(SharedIndexInformer::close);
        claims.forEach(SharedIndexInformer::close);
    }
}
