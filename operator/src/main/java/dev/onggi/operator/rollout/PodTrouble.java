package dev.onggi.operator.rollout;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What keeps a Pod from becoming ready, as far as its status tells.
 *
 * @param pod name of the Pod
 * @param reason the word of the kubelet or the scheduler, such as CrashLoopBackOff
 * @param message a sentence, without the next command
 * @param exitCode exit code of the container that crashed, else null
 * @param log last lines of the container that crashed, else null
 */
public record PodTrouble(String pod, String reason, String message, Integer exitCode, String log) {

    private static final String OUT_OF_MEMORY = "OOMKilled";

    /** One reason for all of a crashing container's states, which change every few seconds. */
    private static final String CRASH_LOOP = "CrashLoopBackOff";

    /** One reason for both states of an image that cannot be pulled, which follow each other likewise. */
    public static final String IMAGE_PULL = "ImagePullBackOff";

    private static final String FIRST_IMAGE_PULL = "ErrImagePull";
    private static final String UNSCHEDULABLE = "Unschedulable";

    /** States that every Pod passes through on its way. */
    private static final Set<String> HARMLESS = Set.of("ContainerCreating", "PodInitializing");

    /** The first trouble among some Pods, in the order of their names. */
    public static Optional<PodTrouble> among(Collection<Pod> pods) {
        return first(pods, PodTrouble::of);
    }

    /**
     * The first bad end of a container among some Pods, also of one that runs again: a container without a readiness probe
     * is ready for a moment after each crash, and in that moment nothing else tells why its Pod never stays so.
     */
    public static Optional<PodTrouble> crashAmong(Collection<Pod> pods) {
        return first(
                pods,
                pod -> Optional.ofNullable(pod.getStatus()).stream()
                        .flatMap(status -> status.getContainerStatuses().stream())
                        .flatMap(container -> end(container).stream())
                        .map(end -> crashed(pod, end))
                        .findFirst());
    }

    private static Optional<PodTrouble> first(Collection<Pod> pods, Function<Pod, Optional<PodTrouble>> trouble) {
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .map(trouble)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The trouble of a Pod, where it has one. */
    public static Optional<PodTrouble> of(Pod pod) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        var containers = Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream(), pod.getStatus().getContainerStatuses().stream());
        return unschedulable(pod)
                .or(() -> containers
                        .map(container -> ofContainer(pod, container))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private static Optional<PodTrouble> unschedulable(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition ->
                        "PodScheduled".equals(condition.getType()) && UNSCHEDULABLE.equals(condition.getReason()))
                .map(condition -> trouble(pod, UNSCHEDULABLE, condition.getMessage()))
                .findFirst();
    }

    private static Optional<PodTrouble> ofContainer(Pod pod, ContainerStatus container) {
        var crash = crash(container);
        if (crash.isPresent()) {
            return Optional.of(crashed(pod, crash.get()));
        }
        return Optional.ofNullable(container.getState())
                .map(ContainerState::getWaiting)
                .filter(waiting -> waiting.getReason() != null && !HARMLESS.contains(waiting.getReason()))
                .map(waiting -> trouble(
                        pod,
                        FIRST_IMAGE_PULL.equals(waiting.getReason()) ? IMAGE_PULL : waiting.getReason(),
                        waiting.getMessage()));
    }

    private static PodTrouble trouble(Pod pod, String reason, String message) {
        return new PodTrouble(name(pod), reason, Objects.requireNonNullElse(message, reason), null, null);
    }

    /**
     * The newest bad end of a container that is not ready again: of this run, or of the one before. Also an end with 0 is a
     * bad one where the container ends again and again, so that the kubelet lets it wait.
     */
    private static Optional<ContainerStateTerminated> crash(ContainerStatus container) {
        return Boolean.TRUE.equals(container.getReady()) ? Optional.empty() : end(container);
    }

    private static Optional<ContainerStateTerminated> end(ContainerStatus container) {
        return Stream.of(container.getState(), container.getLastState())
                .filter(Objects::nonNull)
                .map(ContainerState::getTerminated)
                .filter(Objects::nonNull)
                .findFirst()
                .filter(end -> end.getExitCode() != null && (end.getExitCode() != 0 || backsOff(container)));
    }

    private static boolean backsOff(ContainerStatus container) {
        return Optional.ofNullable(container.getState())
                .map(ContainerState::getWaiting)
                .filter(waiting -> CRASH_LOOP.equals(waiting.getReason()))
                .isPresent();
    }

    private static PodTrouble crashed(Pod pod, ContainerStateTerminated end) {
        var reason = OUT_OF_MEMORY.equals(end.getReason()) ? OUT_OF_MEMORY : CRASH_LOOP;
        var log = end.getMessage() == null || end.getMessage().isBlank()
                ? null
                : end.getMessage().strip();
        return new PodTrouble(
                name(pod), reason, "the container ended with exit code " + end.getExitCode(), end.getExitCode(), log);
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }
}
