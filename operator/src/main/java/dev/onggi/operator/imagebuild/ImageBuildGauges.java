package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.metrics.Meters;
import dev.onggi.operator.metrics.Metric;
import dev.onggi.operator.metrics.ResourceState;
import dev.onggi.operator.status.ConditionTypes;
import dev.onggi.operator.status.Conditions;
import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Numbers of ImageBuilds in this moment, counted in the informer's cache when they are asked for. */
final class ImageBuildGauges {

    private static final Set<String> AT_WORK = Set.of(ImageBuildReasons.FETCHING, ImageBuildReasons.BUILDING);
    private static final Set<String> IN_LINE = Set.of(
            ImageBuildReasons.BUILD_STARTED,
            ImageBuildReasons.BUILDER_STARTING,
            ImageBuildReasons.REGISTRY_FULL,
            ImageBuildReasons.REGISTRY_NOT_READY,
            ImageBuildReasons.POD_BLOCKED,
            ImageBuildReasons.CANCELLING);

    private ImageBuildGauges() {}

    static void register(Meters meters, ResourceCache<ImageBuild> cache) {
        for (var state : ResourceState.values()) {
            count(
                    meters,
                    Metric.RESOURCES,
                    cache,
                    one -> ResourceState.of(conditions(one)) == state,
                    "ImageBuild",
                    state.label());
        }
        count(meters, Metric.BUILDS, cache, one -> isReconciling(one, AT_WORK), "running");
        count(meters, Metric.BUILDS, cache, one -> isReconciling(one, IN_LINE), "waiting");
        count(meters, Metric.WATCHES, cache, one -> isWatching(one, "True"), "answered");
        count(meters, Metric.WATCHES, cache, one -> isWatching(one, "False"), "unanswered");
        count(meters, Metric.WATCHES, cache, one -> isWatching(one, "Unknown"), "starting");
    }

    private static void count(
            Meters meters,
            Metric metric,
            ResourceCache<ImageBuild> cache,
            Predicate<ImageBuild> which,
            String... labels) {
        meters.gauge(metric, () -> cache.list(which).count(), labels);
    }

    /** Whether work goes on, or is tried again, for one of these reasons. */
    static boolean isReconciling(ImageBuild imageBuild, Set<String> reasons) {
        return find(imageBuild, ConditionTypes.RECONCILING)
                .map(Condition::reason)
                .filter(reasons::contains)
                .isPresent();
    }

    private static boolean isWatching(ImageBuild imageBuild, String status) {
        return find(imageBuild, ImageBuildConditions.WATCHING)
                .filter(condition -> condition.status().equals(status))
                .isPresent();
    }

    private static Optional<Condition> find(ImageBuild imageBuild, String type) {
        return Conditions.find(conditions(imageBuild), type);
    }

    private static List<Condition> conditions(ImageBuild imageBuild) {
        return imageBuild.getStatus() == null ? null : imageBuild.getStatus().conditions();
    }
}
