package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.builder.SharedBuilders;
import dev.onggi.operator.imagebuild.resource.BuilderSettings;
import dev.onggi.operator.imagebuild.resource.Children;
import dev.onggi.operator.imagebuild.resource.WatchPodFactory;
import dev.onggi.operator.imagebuild.step.BuildContext;
import dev.onggi.operator.imagebuild.step.BuildNumber;
import dev.onggi.operator.imagebuild.step.RegistryResolution;
import dev.onggi.operator.imagebuild.step.SourceResolution;
import dev.onggi.operator.model.Labels;
import dev.onggi.operator.model.WatchedNamespaces;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads from the informers all that a reconciliation needs, once. */
final class BuildContextReader {

    private final BuilderSettings settings;
    private final WatchedNamespaces watched;
    private final Clock clock;
    private final SourceConfigMaps configMaps;
    private final SourceClaims claims;

    BuildContextReader(
            BuilderSettings settings,
            WatchedNamespaces watched,
            Clock clock,
            SourceConfigMaps configMaps,
            SourceClaims claims) {
        this.settings = settings;
        this.watched = watched;
        this.clock = clock;
        this.configMaps = configMaps;
        this.claims = claims;
    }

    BuildContext read(
            ImageBuild imageBuild, Context<ImageBuild> context, SharedBuilders builders, RolloutTargets targets) {
        var pods = context.getSecondaryResources(Pod.class);
        return new BuildContext(
                imageBuild,
                registry(imageBuild, context),
                SourceResolution.of(
                        imageBuild,
                        configMaps.find(
                                imageBuild,
                                id -> context.getPrimaryCache().get(id).isPresent()),
                        claims.find(
                                imageBuild,
                                id -> context.getPrimaryCache().get(id).isPresent())),
                Stream.concat(pods.stream(), builders.builds(imageBuild).stream())
                        .filter(pod -> BuildNumber.of(pod).isPresent())
                        .filter(pod -> Children.isOwnedBy(imageBuild, pod))
                        .sorted(Comparator.comparingInt(
                                pod -> BuildNumber.of(pod).orElseThrow()))
                        .toList(),
                children(imageBuild, context, PersistentVolumeClaim.class).toList(),
                child(imageBuild, context, Deployment.class),
                child(imageBuild, context, Service.class),
                Stream.concat(workloadPods(pods).stream(), targets.pods(imageBuild).stream())
                        .toList(),
                pods.stream()
                        .filter(WatchPodFactory::isWatch)
                        .filter(pod -> Children.isOwnedBy(imageBuild, pod))
                        .findFirst(),
                child(imageBuild, context, NetworkPolicy.class),
                settings,
                clock.instant());
    }

    private RegistryResolution registry(ImageBuild imageBuild, Context<ImageBuild> context) {
        var registries = ImageBuildEventSources.registries(context);
        return watched.all()
                ? RegistryResolution.of(
                        imageBuild,
                        registries,
                        ImageBuildEventSources.labelsOf(imageBuild.getMetadata().getNamespace(), context))
                : RegistryResolution.within(imageBuild, registries, watched);
    }

    /** The Pods of the workload, which a ReplicaSet owns. */
    private static List<Pod> workloadPods(Set<Pod> pods) {
        return pods.stream()
                .filter(pod -> !pod.getMetadata().getLabels().containsKey(Labels.BUILD_NUMBER))
                .filter(pod -> !WatchPodFactory.isWatch(pod))
                .toList();
    }

    private static <R extends HasMetadata> Optional<R> child(
            ImageBuild imageBuild, Context<ImageBuild> context, Class<R> type) {
        return children(imageBuild, context, type).findFirst();
    }

    private static <R extends HasMetadata> Stream<R> children(
            ImageBuild imageBuild, Context<ImageBuild> context, Class<R> type) {
        return context.getSecondaryResources(type).stream().filter(object -> Children.isOwnedBy(imageBuild, object));
    }
}
