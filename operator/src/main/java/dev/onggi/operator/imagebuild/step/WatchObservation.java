package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.BaseImage;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.imagebuild.resource.Watch;
import dev.onggi.operator.imagebuild.resource.WatchPodFactory;
import dev.onggi.operator.imagebuild.result.FetchResult;
import dev.onggi.operator.model.NamedDigest;
import dev.onggi.operator.rollout.PodTrouble;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the Pod that watches has to say. Pure and total. */
sealed interface WatchObservation {

    /** It has had no answer yet. */
    record Starting() implements WatchObservation {}

    /** It has asked, and nothing is new. */
    record Quiet() implements WatchObservation {}

    /** There is another commit. */
    record FoundCommit(String commit) implements WatchObservation {}

    /** Images have other digests. */
    record FoundBases(List<BaseImage> bases) implements WatchObservation {}

    /** There is no answer, and it goes on asking; or it does not run. */
    record Troubled(String reason, String message) implements WatchObservation {}

    /** It is over, and has to be made anew: evicted, for one. */
    record Over() implements WatchObservation {}

    /** What it says of a watch. */
    static WatchObservation of(Pod pod, Watch watch) {
        if (pod.getStatus() == null) {
            return new Starting();
        }
        var containers = pod.getStatus().getContainerStatuses();
        return containers.stream()
                .map(container -> news(container, watch))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> withoutNews(pod, containers));
    }

    private static Optional<WatchObservation> news(ContainerStatus container, Watch watch) {
        var told = terminated(container)
                .filter(end -> Integer.valueOf(0).equals(end.getExitCode()))
                .map(ContainerStateTerminated::getMessage)
                .map(String::strip);
        return switch (container.getName()) {
            case WatchPodFactory.GIT ->
                told.filter(Watch::isCommit)
                        .filter(commit -> !commit.equals(watch.commit()))
                        .map(FoundCommit::new);
            case WatchPodFactory.BASES ->
                told.map(lines -> bases(lines, watch))
                        .filter(bases -> !bases.isEmpty())
                        .map(FoundBases::new);
            default -> Optional.empty();
        };
    }

    /** Of what is watched, what has another digest. */
    private static List<BaseImage> bases(String told, Watch watch) {
        return told.lines()
                .map(NamedDigest::parse)
                .flatMap(Optional::stream)
                .map(found -> new BaseImage(found.reference(), found.digest().value()))
                .filter(found -> watch.bases().stream()
                        .anyMatch(known -> known.reference().equals(found.reference())
                                && !known.digest().equals(found.digest())))
                .toList();
    }

    private static WatchObservation withoutNews(Pod pod, List<ContainerStatus> containers) {
        var over = containers.stream()
                .flatMap(container -> terminated(container).stream())
                .anyMatch(end -> Integer.valueOf(0).equals(end.getExitCode()));
        if (over || "Failed".equals(pod.getStatus().getPhase())) {
            return new Over();
        }
        if (!containers.isEmpty() && containers.stream().allMatch(WatchObservation::hasAnswer)) {
            return new Quiet();
        }
        return containers.stream()
                .filter(container -> !hasAnswer(container))
                .map(container -> lastWords(pod, container))
                .flatMap(Optional::stream)
                .findFirst()
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
        return status.getState() != null
                && status.getState().getRunning() != null
                && Boolean.TRUE.equals(status.getStarted());
    }

    private static Optional<ContainerStateTerminated> terminated(ContainerStatus status) {
        return Optional.ofNullable(status.getState()).map(state -> state.getTerminated());
    }

    /** Why it ended the last time, in the form of a fetch that failed. */
    private static Optional<WatchObservation> lastWords(Pod pod, ContainerStatus status) {
        var last = Optional.ofNullable(status.getLastState()).map(state -> state.getTerminated());
        return Stream.of(terminated(status), last)
                .flatMap(Optional::stream)
                .filter(end -> !Integer.valueOf(0).equals(end.getExitCode()))
                .map(end -> FetchResult.parseWatch(
                        end.getMessage(),
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName(),
                        status.getName()))
                .<WatchObservation>map(failed -> new Troubled(failed.reason(), failed.message()))
                .findFirst();
    }
}
