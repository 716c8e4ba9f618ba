package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.ImageBuild;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The Pods of workloads of others, which carry no label of ours: those of each workload are watched by its own selector, for
 * as long as an ImageBuild names it.
 */
final class TargetPods extends AbstractEventSource<Pod, ImageBuild> implements ResourceEventAware<ImageBuild> {

    private final KubernetesClient client;
    private final Map<ResourceID, Watched> watched = new ConcurrentHashMap<>();

    TargetPods(KubernetesClient client) {
        super(Pod.class, "target-pods");
        this.client = client;
    }

    /** The Pods that are watched for an ImageBuild. */
    private record Watched(LabelSelector selector, SharedIndexInformer<Pod> informer) {}

    /** The Pods that a selector takes in the namespace of an ImageBuild; without one, none are watched any more. */
    List<Pod> find(ImageBuild imageBuild, Optional<LabelSelector> selector, Predicate<ResourceID> exists) {
        var now = watched.compute(ResourceID.fromResource(imageBuild), (id, before) -> {
            var wanted = selector.filter(any -> exists.test(id));
            if (before != null && wanted.filter(before.selector()::equals).isPresent()) {
                return before;
            }
            stop(before);
            return wanted.map(labels -> new Watched(labels, inform(id, labels))).orElse(null);
        });
        return now == null ? List.of() : List.copyOf(now.informer().getStore().list());
    }

    /** None: they are asked for by {@link #find} alone, for they are no children of the ImageBuild. */
    @Override
    public Set<Pod> getSecondaryResources(ImageBuild imageBuild) {
        return Set.of();
    }

    @Override
    public void onResourceDeleted(ImageBuild imageBuild) {
        stop(watched.remove(ResourceID.fromResource(imageBuild)));
    }

    @Override
    public void stop() {
        super.stop();
        watched.values().forEach(TargetPods::stop);
        watched.clear();
    }

    private SharedIndexInformer<Pod> inform(ResourceID imageBuild, LabelSelector selector) {
        return client.pods()
                .inNamespace(imageBuild.getNamespace().orElseThrow())
                .withLabelSelector(selector)
                .inform(new Handler(imageBuild));
    }

    private static void stop(Watched watched) {
        if (watched != null) {
            watched.informer().close();
        }
    }

    /** Tells the controller of every change. */
    private final class Handler implements ResourceEventHandler<Pod> {

        private final ResourceID imageBuild;

        private Handler(ResourceID imageBuild) {
            this.imageBuild = imageBuild;
        }

        @Override
        public void onAdd(Pod pod) {
            handle();
        }

        @Override
        public void onUpdate(Pod before, Pod after) {
            if (!before.equals(after)) {
                handle();
            }
        }

        @Override
        public void onDelete(Pod pod, boolean finalStateUnknown) {
            handle();
        }

        private void handle() {
            getEventHandler().handleEvent(new Event(imageBuild));
        }
    }
}
