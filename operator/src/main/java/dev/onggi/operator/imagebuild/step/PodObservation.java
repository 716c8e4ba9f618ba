package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.resource.BuildPodFactory.BUILD;
import static dev.onggi.operator.imagebuild.resource.BuildPodFactory.FETCH;

import dev.onggi.operator.rollout.PodTrouble;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a build Pod's status says. Pure and total: whatever the kubelet writes is one of these. */
sealed interface PodObservation {

    /** No container runs yet, and nothing is known to be wrong. */
    record Starting() implements PodObservation {}

    /** Something keeps the Pod from starting; the kubelet and the scheduler go on trying. */
    record Troubled(PodTrouble trouble) implements PodObservation {}

    /** The source is being fetched. */
    record Fetching() implements PodObservation {}

    /** BuildKit is at work; the message is what fetch told, empty where there was nothing to fetch. */
    record Building(String fetched) implements PodObservation {}

    /** The Pod's work is over. */
    sealed interface Ended extends PodObservation {

        /** When it ended. */
        Instant end();
    }

    /** The image is built and pushed. */
    record Succeeded(String fetched, String built, Instant end) implements Ended {}

    /** Fetch failed. */
    record FetchFailed(String told, Instant end) implements Ended {}

    /** The build failed. */
    record BuildFailed(String fetched, String told, Instant end) implements Ended {}

    /** The Pod ran longer than it may. */
    record TimedOut(String fetched, Instant end) implements Ended {}

    /** The kernel ended a container for its memory. */
    record OutOfMemory(String fetched, String container, String told, Instant end) implements Ended {}

    /** The Pod was taken away for the disk that it took, which was more than it may. */
    record OutOfStorage(String fetched, String message, Instant end) implements Ended {}

    /** The Pod was taken away from its work: evicted, preempted, its node lost or shut down. */
    record Interrupted(String fetched, String reason, String message, Instant end) implements Ended {}

    /** Whether a Pod's work is over: nothing in it will write to its claim again. */
    static boolean isFinished(Pod pod) {
        var phase = phase(pod);
        return phase.equals("Succeeded")
                || phase.equals("Failed")
                || (pod.getStatus() != null
                        && hasSucceeded(container(pod.getStatus().getContainerStatuses(), BUILD)));
    }

    /** What a Pod's status says. */
    static PodObservation of(Pod pod, Instant now) {
        var status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
        var fetch = container(status.getInitContainerStatuses(), FETCH);
        var build = container(status.getContainerStatuses(), BUILD);
        return switch (phase(pod)) {
            case "Succeeded" -> new Succeeded(told(fetch), told(build), end(build, now));
            case "Failed" -> failed(pod, fetch, build, now);
            default -> unfinished(pod, fetch, build, now);
        };
    }

    private static PodObservation failed(
            Pod pod, Optional<ContainerStatus> fetch, Optional<ContainerStatus> build, Instant now) {
        var reason = pod.getStatus().getReason();
        if ("DeadlineExceeded".equals(reason)) {
            return new TimedOut(told(fetch), end(build, now));
        }
        if (reason != null) {
            var message = Objects.requireNonNullElse(pod.getStatus().getMessage(), reason);
            return StorageEviction.isForItsLimit(reason, message)
                    ? new OutOfStorage(told(fetch), message, now)
                    : new Interrupted(told(fetch), reason, message, now);
        }
        for (var container : List.of(fetch, build)) {
            var killed = container
                    .flatMap(PodObservation::terminated)
                    .filter(terminated -> "OOMKilled".equals(terminated.getReason()));
            if (killed.isPresent()) {
                return new OutOfMemory(told(fetch), container.get().getName(), told(container), end(container, now));
            }
        }
        var disruption = Disruption.of(pod);
        if (disruption.isPresent()) {
            return new Interrupted(
                    told(fetch), disruption.get().reason(), disruption.get().message(), now);
        }
        if (hasFailed(fetch)) {
            return new FetchFailed(told(fetch), end(fetch, now));
        }
        return build.flatMap(PodObservation::terminated).isPresent()
                ? new BuildFailed(told(fetch), told(build), end(build, now))
                : new Interrupted(told(fetch), "Failed", "the Pod ended before its containers did", now);
    }

    /**
     * What a Pod does that has not ended. The kubelet tells of a container's end about a second before it tells of the
     * Pod's, which it puts away first. That the build succeeded is certain with the container's word; a container that
     * ended otherwise counts as being at work until then, for the Pod may have another cause to name.
     */
    private static PodObservation unfinished(
            Pod pod, Optional<ContainerStatus> fetch, Optional<ContainerStatus> build, Instant now) {
        if (hasSucceeded(build)) {
            return new Succeeded(told(fetch), told(build), end(build, now));
        }
        if (isRunning(build) || build.flatMap(PodObservation::terminated).isPresent()) {
            return new Building(told(fetch));
        }
        if (isRunning(fetch) || hasFailed(fetch)) {
            return new Fetching();
        }
        var fetched = fetch.flatMap(PodObservation::terminated).isPresent();
        return PodTrouble.of(pod)
                .<PodObservation>map(Troubled::new)
                .orElseGet(() -> fetched ? new Fetching() : new Starting());
    }

    private static boolean hasSucceeded(Optional<ContainerStatus> build) {
        return !told(build).isEmpty()
                && build.flatMap(PodObservation::terminated)
                        .filter(terminated -> Integer.valueOf(0).equals(terminated.getExitCode()))
                        .isPresent();
    }

    private static boolean hasFailed(Optional<ContainerStatus> container) {
        return container
                .flatMap(PodObservation::terminated)
                .filter(terminated -> !Integer.valueOf(0).equals(terminated.getExitCode()))
                .isPresent();
    }

    private static String phase(Pod pod) {
        return pod.getStatus() == null || pod.getStatus().getPhase() == null
                ? "Pending"
                : pod.getStatus().getPhase();
    }

    private static Optional<ContainerStatus> container(List<ContainerStatus> statuses, String name) {
        return statuses.stream().filter(status -> name.equals(status.getName())).findFirst();
    }

    private static boolean isRunning(Optional<ContainerStatus> container) {
        return container
                .filter(status -> status.getState() != null && status.getState().getRunning() != null)
                .isPresent();
    }

    private static Optional<ContainerStateTerminated> terminated(ContainerStatus status) {
        return Optional.ofNullable(status.getState()).map(state -> state.getTerminated());
    }

    private static String told(Optional<ContainerStatus> container) {
        return container
                .flatMap(PodObservation::terminated)
                .map(ContainerStateTerminated::getMessage)
                .orElse("");
    }

    private static Instant end(Optional<ContainerStatus> container, Instant now) {
        return container
                .flatMap(PodObservation::terminated)
                .map(ContainerStateTerminated::getFinishedAt)
                .map(Instant::parse)
                .orElse(now);
    }
}
