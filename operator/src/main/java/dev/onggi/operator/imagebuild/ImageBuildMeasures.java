package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildSpec.CacheMode;
import dev.onggi.api.v1alpha1.ImageBuildStatus;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Build;
import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
import dev.onggi.operator.imagebuild.step.BuildPhases;
import dev.onggi.operator.metrics.Measurement;
import dev.onggi.operator.metrics.Metric;
import dev.onggi.operator.metrics.ReadyTime;
import dev.onggi.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What there is to measure between two states of an ImageBuild. Pure. */
final class ImageBuildMeasures {

    private static final String FAILED = "Failed";

    private final ImageBuildStatus before;
    private final ImageBuildStatus after;
    private final Instant now;
    private final List<Measurement> found = new ArrayList<>();

    private ImageBuildMeasures(ImageBuildStatus before, ImageBuildStatus after, Instant now) {
        this.before = before;
        this.after = after;
        this.now = now;
    }

    /**
     * The measurements.
     *
     * @param imageBuild the resource with the status as it was
     * @param after the status as it is now
     * @param pods its build Pods
     */
    static List<Measurement> between(ImageBuild imageBuild, ImageBuildStatus after, List<Pod> pods, Instant now) {
        var between = new ImageBuildMeasures(imageBuild.getStatus(), after, now);
        between.build(cache(imageBuild.getSpec().cache().mode()), pods);
        between.rollouts();
        between.trigger();
        ReadyTime.between(
                        "ImageBuild",
                        between.before == null ? null : between.before.conditions(),
                        after.conditions(),
                        now)
                .ifPresent(between.found::add);
        return List.copyOf(between.found);
    }

    private void build(String cache, List<Pod> pods) {
        var build = after.build();
        if (build == null || build.result() == null || isKnown(build)) {
            return;
        }
        var reason = entries(after)
                .filter(entry -> entry.number().equals(build.number()))
                .map(HistoryEntry::reason)
                .findFirst()
                .orElse(build.result());
        found.add(Measurement.one(Metric.BUILDS_ENDED, build.result(), reason, cache));
        found.add(Measurement.took(
                Metric.BUILD_DURATION,
                Duration.between(Instant.parse(build.startTime()), Instant.parse(build.completionTime())),
                build.result(),
                cache));
        pods.stream()
                .filter(pod -> BuildPhases.isOf(pod, build))
                .findFirst()
                .ifPresent(pod -> BuildPhases.of(pod)
                        .forEach((phase, time) -> found.add(Measurement.took(Metric.PHASE_DURATION, time, phase))));
    }

    private boolean isKnown(Build build) {
        var known = before == null ? null : before.build();
        return known != null
                && Objects.equals(known.number(), build.number())
                && Objects.equals(known.attempt(), build.attempt())
                && known.result() != null;
    }

    private void rollouts() {
        entries(after)
                .filter(entry -> entry.rollout() != null)
                .filter(entry -> entries(before)
                        .noneMatch(known -> known.number().equals(entry.number()) && known.rollout() != null))
                .forEach(this::rollout);
        if (isRolloutFailed(after) && !isRolloutFailed(before)) {
            found.add(Measurement.one(Metric.ROLLOUTS_ENDED, FAILED));
        }
    }

    private void rollout(HistoryEntry entry) {
        found.add(Measurement.one(Metric.ROLLOUTS_ENDED, entry.rollout()));
        Optional.ofNullable(after.build())
                .filter(build -> build.number().equals(entry.number()) && build.completionTime() != null)
                .map(build -> Duration.between(Instant.parse(build.completionTime()), now))
                .ifPresent(time -> found.add(Measurement.took(Metric.PHASE_DURATION, time, "rollout")));
    }

    private void trigger() {
        var trigger = after.trigger();
        if (trigger != null && (before == null || !trigger.equals(before.trigger()))) {
            found.add(Measurement.one(Metric.TRIGGERS_FIRED, trigger.reason()));
        }
    }

    private static String cache(CacheMode mode) {
        return switch (mode) {
            case VOLUME -> "Volume";
            case SHARED -> "Shared";
            case REGISTRY -> "Registry";
            case NONE -> "None";
        };
    }

    private static boolean isRolloutFailed(ImageBuildStatus status) {
        return status != null
                && Conditions.find(status.conditions(), ImageBuildConditions.ROLLED_OUT)
                        .filter(condition -> condition.reason().equals(ImageBuildReasons.ROLLOUT_FAILED))
                        .isPresent();
    }

    private static Stream<HistoryEntry> entries(ImageBuildStatus status) {
        return status == null || status.history() == null ? Stream.empty() : status.history().stream();
    }
}
