package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.ImageBuild;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The ConfigMaps that ImageBuilds name as their source: each is watched by its name, as long as an ImageBuild names it. An
 * informer of all ConfigMaps would hold the whole cluster's in memory, and one by label would ask users for a label.
 */
final class SourceConfigMaps extends AbstractEventSource<ConfigMap, ImageBuild>
        implements ResourceEventAware<ImageBuild> {

    private final KubernetesClient client;
    private final Map<ResourceID, Watched> watchedByImageBuild = new ConcurrentHashMap<>();

    SourceConfigMaps(KubernetesClient client) {
        super(ConfigMap.class, "source-configmaps");
        this.client = client;
    }

    /** A ConfigMap that is watched for one ImageBuild. */
    private record Watched(String name, SharedIndexInformer<ConfigMap> informer) {}

    /**
     * The ConfigMap that an ImageBuild names, where it names one that exists.
     *
     * @param exists whether there still is an ImageBuild: the last reconciliation of one may end after it was deleted, and
     *     what it began to watch would be watched for ever
     */
    Optional<ConfigMap> find(ImageBuild imageBuild, Predicate<ResourceID> exists) {
        var name = wanted(imageBuild);
        var id = ResourceID.fromResource(imageBuild);
        if (name.isEmpty()) {
            stop(watchedByImageBuild.remove(id));
            return Optional.empty();
        }
        var watched = watchedByImageBuild.compute(id, (key, before) -> {
            if (before != null && before.name().equals(name.get())) {
                return before;
            }
            stop(before);
            return exists.test(key) ? watch(key, name.get()) : null;
        });
        return content(watched);
    }

    private static Optional<ConfigMap> content(Watched watched) {
        return Stream.ofNullable(watched)
                .flatMap(there -> there.informer().getStore().list().stream())
                .findFirst();
    }

    @Override
    public Set<ConfigMap> getSecondaryResources(ImageBuild imageBuild) {
        return content(watchedByImageBuild.get(ResourceID.fromResource(imageBuild)))
                .map(Set::of)
                .orElseGet(Set::of);
    }

    @Override
    public void onResourceDeleted(ImageBuild imageBuild) {
        stop(watchedByImageBuild.remove(ResourceID.fromResource(imageBuild)));
    }

    @Override
    public void stop() {
        super.stop();
        watchedByImageBuild.values().forEach(SourceConfigMaps::stop);
        watchedByImageBuild.clear();
    }

    private Watched watch(ResourceID imageBuild, String name) {
        var informer = client.configMaps()
                .inNamespace(imageBuild.getNamespace().orElseThrow())
                .withName(name)
                .inform(new Handler(imageBuild));
        return new Watched(name, informer);
    }

    private static void stop(Watched watched) {
        if (watched != null) {
            watched.informer().close();
        }
    }

    private static Optional<String> wanted(ImageBuild imageBuild) {
        return Optional.ofNullable(imageBuild.getSpec().source().configMapRef()).map(reference -> reference.name());
    }

    /** Tells the controller of every change of the content. */
    private final class Handler implements ResourceEventHandler<ConfigMap> {

        private final ResourceID imageBuild;

        private Handler(ResourceID imageBuild) {
            this.imageBuild = imageBuild;
        }

        @Override
        public void onAdd(ConfigMap configMap) {
            handle();
        }

        @Override
        public void onUpdate(ConfigMap before, ConfigMap after) {
            if (!Objects.equals(before.getData(), after.getData())
                    || !Objects.equals(before.getBinaryData(), after.getBinaryData())) {
                handle();
            }
        }

        @Override
        public void onDelete(ConfigMap configMap, boolean finalStateUnknown) {
            handle();
        }

        private void handle() {
            getEventHandler().handleEvent(new Event(imageBuild));
        }
    }
}
