package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.RolloutStatus;
import dev.onggi.api.v1alpha1.RolloutStatus.Target;
import dev.onggi.operator.model.Durations;
import dev.onggi.operator.rollout.RolloutProgress;
import dev.onggi.operator.rollout.RolloutState;
import dev.onggi.operator.rollout.Settling;
import dev.onggi.operator.rollout.TargetWorkload;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a workload of somebody else says of its roll-out. The deadline that it may have itself is its owner's and not
 * looked at; the one of the ImageBuild counts from when the roll-out last came further, as a Deployment's does.
 */
final class TargetObservation {

    private TargetObservation() {}

    static Outcome of(
            BuildContext context,
            Progress progress,
            RolloutChoice.Image choice,
            TargetWorkload workload,
            TargetLosses losses,
            UnreadyPods unready) {
        var state = unready.told(context, choice, workload.state());
        var settling = Settling.left(RolloutObservation.pods(context, choice), context.now());
        var waiting = waiting(state.progress())
                .or(() -> settling.filter(_ -> state.progress() instanceof RolloutProgress.Complete)
                        .map(_ -> "its pods have to stay ready for a moment"));
        if (waiting.isEmpty()) {
            return RolloutObservation.of(context, progress, choice, state, losses.target(null));
        }
        var since = since(context, progress, choice, state);
        var left = Duration.between(context.now(), since.plus(deadline(context)));
        var isLate = !left.isPositive();
        var judged = state.with(
                isLate
                        ? new RolloutProgress.DeadlineExceeded(waiting.get())
                        : new RolloutProgress.Progressing(waiting.get()));
        var outcome = RolloutObservation.of(context, progress, choice, judged, losses.target(since.toString()));
        return isLate
                ? outcome
                : again(
                        outcome,
                        settling.filter(moment -> moment.compareTo(left) < 0).orElse(left));
    }

    /** What a roll-out that goes on waits for. */
    private static Optional<String> waiting(RolloutProgress progress) {
        return switch (progress) {
            case RolloutProgress.Progressing progressing -> Optional.of(progressing.message());
            case RolloutProgress.DeadlineExceeded exceeded -> Optional.of(exceeded.message());
            case RolloutProgress.Complete _, RolloutProgress.Resting _ -> Optional.empty();
        };
    }

    private static Duration deadline(BuildContext context) {
        return Durations.parse(context.imageBuild().getSpec().rollout().progressDeadline());
    }

    /**
     * Further is: another image, or more Pods that run it. A Pod more that is ready is no progress, for one that crashes is
     * ready for a moment each time.
     */
    private static Instant since(
            BuildContext context, Progress progress, RolloutChoice.Image choice, RolloutState state) {
        int updated = state.pods().map(RolloutState.Pods::updated).orElse(0);
        return RollOutTarget.known(context, progress)
                .map(Target::progressTime)
                .filter(_ -> isSame(progress.rollout(), choice, updated))
                .map(Instant::parse)
                .orElseGet(() -> context.now().truncatedTo(ChronoUnit.SECONDS));
    }

    private static boolean isSame(RolloutStatus before, RolloutChoice.Image choice, int updated) {
        return choice.digest().equals(before.digest())
                && before.updatedReplicas() != null
                && updated <= before.updatedReplicas();
    }

    private static Outcome again(Outcome outcome, Duration left) {
        return outcome instanceof Outcome.Stop stop && stop.again().isEmpty()
                ? new Outcome.Stop(stop.progress(), stop.summary(), Optional.of(left))
                : outcome;
    }
}
