package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.imagebuild.resource.Watch;
import dev.onggi.operator.imagebuild.result.FetchResult;
import dev.onggi.operator.rollout.PodTrouble;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.stream.Stream;

/** What the Pod that watches has to say. Pure and total. */
sealed interface WatchObservation {

    /** It has had no answer yet. */
    record Starting() implements WatchObservation {}

    /** It has asked, and nothing is new. */
    record Quiet() implements WatchObservation {}

    /** There is another commit. */
    record Found(String commit) implements WatchObservation {}

    /** There is no answer, and it goes on asking; or it does not run. */
    record Troubled(String reason, String message) implements WatchObservation {}

    /** It is over, and has to be made anew: evicted, for one. */
    record Over() implements WatchObservation {}

    /** What it says. */
    static WatchObservation of(Pod pod) {
        if (pod.getStatus() == null) {
            return new Starting();
        }
        var container = pod.getStatus().getContainerStatuses().stream().findFirst();
        var found = container
                .flatMap(status -> Optional.ofNullable(status.getState().getTerminated()))
                .filter(end -> Integer.valueOf(0).equals(end.getExitCode()))
                .map(ContainerStateTerminated::getMessage)
                .map(String::strip)
                .filter(Watch::isCommit);
        if (found.isPresent()) {
            return new Found(found.get());
        }
        if ("Failed".equals(pod.getStatus().getPhase())
                || "Succeeded".equals(pod.getStatus().getPhase())) {
            return new Over();
        }
        if (container.filter(WatchObservation::hasAnswer).isPresent()) {
            return new Quiet();
        }
        return container
                .flatMap(status -> lastWords(pod, status))
                .or(() -> PodTrouble.of(pod)
                        .map(trouble -> new Troubled(
                                ImageBuildReasons.WATCH_BLOCKED,
                                "%s; see kubectl describe pod -n %s %s"
                                        .formatted(
                                                trouble.message(),
                                                pod.getMetadata().getNamespace(),
                                                pod.getMetadata().getName()))))
                .orElseGet(Starting::new);
    }

    private static boolean hasAnswer(ContainerStatus status) {
        return status.getState().getRunning() != null && Boolean.TRUE.equals(status.getStarted());
    }

    /** Why it ended the last time, in the form of a fetch that failed. */
    private static Optional<WatchObservation> lastWords(Pod pod, ContainerStatus status) {
        var last = status.getLastState() == null ? null : status.getLastState().getTerminated();
        return Stream.of(Optional.ofNullable(status.getState().getTerminated()), Optional.ofNullable(last))
                .flatMap(Optional::stream)
                .filter(end -> !Integer.valueOf(0).equals(end.getExitCode()))
                .map(ContainerStateTerminated::getMessage)
                .map(told -> FetchResult.parseWatch(
                        told,
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName()))
                .<WatchObservation>map(failed -> new Troubled(failed.reason(), failed.message()))
                .findFirst();
    }
}
