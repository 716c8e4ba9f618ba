package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.resource.BuildPodFactory.BUILD;
import static dev.onggi.operator.imagebuild.resource.BuildPodFactory.FETCH;

import dev.onggi.api.v1alpha1.ImageBuildStatus.Build;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Phases;
import dev.onggi.operator.imagebuild.result.PushTime;
import dev.onggi.operator.model.Durations;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** How long the phases of a build took, as its Pod tells. Pure and total: what is not told is left out. */
public final class BuildPhases {

    private BuildPhases() {}

    /** Whether a Pod is that of a build. */
    public static boolean isOf(Pod pod, Build build) {
        return BuildNumber.of(pod).orElse(-1) == build.number();
    }

    /** Times by phase: wait, fetch, build and push. */
    public static Map<String, Duration> of(Pod pod) {
        var phases = new LinkedHashMap<String, Duration>();
        if (pod.getStatus() == null) {
            return phases;
        }
        var fetch = ended(pod.getStatus().getInitContainerStatuses(), FETCH);
        var build = ended(pod.getStatus().getContainerStatuses(), BUILD);
        Stream.of(fetch, build)
                .flatMap(Optional::stream)
                .map(ContainerStateTerminated::getStartedAt)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(first -> phases.put("wait", between(pod.getMetadata().getCreationTimestamp(), first)));
        fetch.flatMap(BuildPhases::length).ifPresent(time -> phases.put("fetch", time));
        build.flatMap(BuildPhases::length).ifPresent(time -> phases.put("build", time));
        build.map(ContainerStateTerminated::getMessage)
                .flatMap(PushTime::read)
                .ifPresent(time -> phases.put("push", time));
        return phases;
    }

    /** The same times as a status has them; null where none is known. */
    static Phases status(Pod pod) {
        var phases = of(pod);
        return phases.isEmpty()
                ? null
                : new Phases(text(phases, "wait"), text(phases, "fetch"), text(phases, "build"), text(phases, "push"));
    }

    private static String text(Map<String, Duration> phases, String name) {
        return Optional.ofNullable(phases.get(name)).map(Durations::format).orElse(null);
    }

    private static Optional<ContainerStateTerminated> ended(List<ContainerStatus> statuses, String name) {
        return statuses.stream()
                .filter(status -> name.equals(status.getName()) && status.getState() != null)
                .map(status -> status.getState().getTerminated())
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Optional<Duration> length(ContainerStateTerminated ended) {
        return ended.getStartedAt() == null || ended.getFinishedAt() == null
                ? Optional.empty()
                : Optional.of(between(ended.getStartedAt(), ended.getFinishedAt()));
    }

    private static Duration between(String start, String end) {
        return Duration.between(Instant.parse(start), Instant.parse(end));
    }
}
