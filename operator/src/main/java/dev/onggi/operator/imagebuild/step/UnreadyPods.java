package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.model.LogText;
import dev.onggi.operator.rollout.RolloutProgress;
import dev.onggi.operator.rollout.RolloutState;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Pods that run and are not ready. That a probe fails stands in no status, in an event alone: it is looked for as long as
 * such a Pod is there. Failing at first is what probes are for, so it is told as what a roll-out waits for, and not as a fault.
 *
 * @param warnings the newest warning event about a Pod
 */
record UnreadyPods(Function<Pod, Optional<String>> warnings) {

    /** In this time most programs are ready, and nobody has to ask. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    /** As the kubelet begins its notes of the reason Unhealthy. */
    private static final Pattern PROBE = Pattern.compile("(Readiness|Liveness|Startup) probe (failed|errored)");

    private static final int MOST = 300;

    /** The state of a roll-out, with what the kubelet says of the probes that it waits for. */
    RolloutState told(BuildContext context, RolloutChoice.Image choice, RolloutState state) {
        return switch (state.progress()) {
            case RolloutProgress.Progressing progressing ->
                state.with(new RolloutProgress.Progressing(progressing.message() + words(context, choice)));
            case RolloutProgress.DeadlineExceeded exceeded ->
                state.with(new RolloutProgress.DeadlineExceeded(exceeded.message() + words(context, choice)));
            case RolloutProgress.Complete _, RolloutProgress.Resting _ -> state;
        };
    }

    /** The outcome, which is looked at again soon where a Pod runs and is not ready: no change of a status would tell. */
    Outcome again(BuildContext context, RolloutChoice.Image choice, Outcome outcome) {
        return outcome instanceof Outcome.Stop stop
                        && stop.summary() instanceof Summary.InProgress
                        && pod(context, choice, Duration.ZERO).isPresent()
                        && stop.again()
                                .filter(pause -> pause.compareTo(LOOK_AGAIN) <= 0)
                                .isEmpty()
                ? Outcome.stop(stop.progress(), stop.summary(), LOOK_AGAIN)
                : outcome;
    }

    private String words(BuildContext context, RolloutChoice.Image choice) {
        return pod(context, choice, GRACE)
                .flatMap(pod -> warnings.apply(pod)
                        .filter(words -> PROBE.matcher(words).lookingAt())
                        .map(words -> "; pod %s: %s; see kubectl describe pod -n %s %s"
                                .formatted(
                                        pod.getMetadata().getName(),
                                        LogText.line(words, MOST),
                                        context.namespace(),
                                        pod.getMetadata().getName())))
                .orElse("");
    }

    private static Optional<Pod> pod(BuildContext context, RolloutChoice.Image choice, Duration grace) {
        return RolloutObservation.pods(context, choice).stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null && pod.getStatus() != null)
                .filter(pod -> pod.getStatus().getContainerStatuses().stream()
                        .anyMatch(
                                container -> isUnready(container, context.now().minus(grace))))
                .min(Comparator.comparing(pod -> pod.getMetadata().getName()));
    }

    private static boolean isUnready(ContainerStatus container, Instant since) {
        return !Boolean.TRUE.equals(container.getReady())
                && Optional.ofNullable(container.getState())
                        .map(ContainerState::getRunning)
                        .map(running -> running.getStartedAt())
                        .filter(Objects::nonNull)
                        .filter(started -> !Instant.parse(started).isAfter(since))
                        .isPresent();
    }
}
