package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.RolloutTarget;
import dev.onggi.operator.imagebuild.step.Targets;
import dev.onggi.operator.rollout.TargetWorkload;
import dev.onggi.operator.source.NamedObjectSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The workloads that ImageBuilds name in {@code rollout.target}, each watched by its name, and their Pods. */
final class RolloutTargets implements Targets {

    private final List<Kind<?>> kinds;
    private final TargetPods pods;
    private final TargetWriter writer;
    private final Predicate<ResourceID> exists;

    /**
     * Those of a cluster.
     *
     * @param exists whether there still is such an ImageBuild
     */
    RolloutTargets(KubernetesClient client, Predicate<ResourceID> exists) {
        this.kinds = List.of(
                new Kind<>(client, Deployment.class),
                new Kind<>(client, StatefulSet.class),
                new Kind<>(client, DaemonSet.class),
                new Kind<>(client, CronJob.class));
        this.pods = new TargetPods(client);
        this.writer = new TargetWriter(client);
        this.exists = exists;
    }

    /** What wakes the controller. */
    List<EventSource<?, ImageBuild>> sources() {
        var sources = new ArrayList<EventSource<?, ImageBuild>>(kinds);
        sources.add(pods);
        return sources;
    }

    @Override
    public Optional<TargetWorkload> find(ImageBuild imageBuild) {
        // each is asked, so that one of another kind is no longer watched when the spec has changed
        return kinds.stream().map(kind -> kind.find(imageBuild, exists)).toList().stream()
                .flatMap(Optional::stream)
                .<TargetWorkload>map(TargetWorkload::new)
                .findFirst();
    }

    /** The Pods of the workload that an ImageBuild names. */
    List<Pod> pods(ImageBuild imageBuild) {
        return pods.find(imageBuild, find(imageBuild).flatMap(TargetWorkload::selector), exists);
    }

    @Override
    public Optional<TargetWorkload> fresh(TargetWorkload seen) {
        return writer.fresh(seen);
    }

    @Override
    public Write setImage(TargetWorkload target, String container, String image, String serviceAccount) {
        return writer.setImage(target, container, image, serviceAccount);
    }

    /** The workloads of one kind. */
    private static final class Kind<R extends HasMetadata> extends NamedObjectSource<R, ImageBuild> {

        Kind(KubernetesClient client, Class<R> type) {
            super(
                    client,
                    type,
                    "target-" + HasMetadata.getPlural(type),
                    imageBuild -> name(imageBuild, HasMetadata.getKind(type)),
                    (before, after) -> !Objects.equals(
                            before.getMetadata().getResourceVersion(),
                            after.getMetadata().getResourceVersion()));
        }

        private static Stream<String> name(ImageBuild imageBuild, String kind) {
            return Stream.ofNullable(imageBuild.getSpec().rollout())
                    .flatMap(rollout -> Stream.ofNullable(rollout.target()))
                    .filter(target -> target.kind().kind().equals(kind))
                    .map(RolloutTarget::name);
        }
    }
}
