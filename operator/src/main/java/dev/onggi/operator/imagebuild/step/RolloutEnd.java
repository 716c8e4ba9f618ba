package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.ImageBuildConditions.ROLLED_OUT;

import dev.onggi.api.v1alpha1.ImageBuildStatus.Failure;
import dev.onggi.api.v1alpha1.RolloutStatus.TakenBack;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.model.Count;
import dev.onggi.operator.rollout.RolloutState;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.Summary;
import java.time.Duration;
import java.util.Optional;

/** How a roll-out ends: well, or with the way back to the image before. */
final class RolloutEnd {

    /** Values of {@code status.history[].rollout}. */
    static final String COMPLETE = "Complete";

    static final String ROLLED_BACK = "RolledBack";

    /** The way back begins with the next reconciliation, after the status has it: a kill in between changes nothing. */
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private RolloutEnd() {}

    /** All Pods run the chosen image and are available. */
    static Outcome complete(BuildContext context, Progress progress, RolloutChoice.Image choice, RolloutState state) {
        return switch (choice) {
            case RolloutChoice.Newest newest ->
                Outcome.proceed(good(progress, newest, state)
                        .withoutFailure()
                        .with(
                                ROLLED_OUT,
                                ConditionStatus.TRUE,
                                ImageBuildReasons.ROLLOUT_COMPLETE,
                                runs(state, "the image")));
            case RolloutChoice.Pinned pinned -> {
                var message = runs(state, "the image of build %d, as rollout.toBuild asks,".formatted(pinned.build()));
                yield Outcome.stop(
                        good(progress, pinned, state)
                                .withoutFailure()
                                .with(ROLLED_OUT, ConditionStatus.TRUE, ImageBuildReasons.PINNED, message),
                        new Summary.Ready(ImageBuildReasons.PINNED, message));
            }
            case RolloutChoice.LastGood lastGood -> {
                var message = "%s runs %s again, for %s; change the source or the spec to try anew"
                        .formatted(RollOut.workload(context), lastGood.reference(), cause(progress));
                yield Outcome.stop(
                        progress.with(ROLLED_OUT, ConditionStatus.FALSE, ImageBuildReasons.ROLLED_BACK, message),
                        new Summary.Stalled(ImageBuildReasons.ROLLED_BACK, message));
            }
        };
    }

    private static String runs(RolloutState state, String image) {
        return state.pods()
                .map(RolloutState.Pods::wanted)
                .map(pods -> pods == 0
                        ? "%s will run %s when it has pods; none are wanted now".formatted(state.workload(), image)
                        : "%s of %s %s %s and %s available"
                                .formatted(
                                        Count.all(pods, "pod"),
                                        state.workload(),
                                        Count.verb(pods, "runs", "run"),
                                        image,
                                        Count.verb(pods, "is", "are")))
                .orElseGet(() -> "%s has %s and uses it from its next run on".formatted(state.workload(), image));
    }

    /** The image before is being rolled out again. */
    static Outcome goingBack(Progress progress, String waiting) {
        var message = "%s; going back: %s".formatted(cause(progress), waiting);
        return Outcome.stop(
                progress.with(ROLLED_OUT, ConditionStatus.FALSE, ImageBuildReasons.ROLLING_BACK, message),
                new Summary.Retrying(ImageBuildReasons.ROLLING_BACK, message));
    }

    /** The deadline has passed. */
    static Outcome failed(BuildContext context, Progress progress, RolloutChoice.Image choice, Failure failure) {
        return switch (choice) {
            case RolloutChoice.Newest newest
            when isRollbackWanted(context) ->
                RolloutChoice.goodImage(context, progress)
                        .map(good -> takenBack(context, progress, newest, good, failure))
                        .orElseGet(() -> stalled(progress.with(failure), failure.message()));
            case RolloutChoice.LastGood lastGood ->
                stalled(progress, cause(progress) + "; the image before neither: " + failure.message());
            case RolloutChoice.Newest _, RolloutChoice.Pinned _ -> stalled(progress.with(failure), failure.message());
        };
    }

    private static boolean isRollbackWanted(BuildContext context) {
        return !Boolean.FALSE.equals(context.imageBuild().getSpec().rollout().rollback());
    }

    private static Outcome takenBack(
            BuildContext context, Progress progress, RolloutChoice.Newest bad, String good, Failure failure) {
        var taken = new TakenBack(bad.digest(), context.generation());
        var message = "%s; going back to %s".formatted(failure.message(), good);
        return Outcome.stop(
                progress.with(progress.rollout().withTakenBack(taken))
                        .with(failure)
                        .withRolloutEnd(bad.digest(), ROLLED_BACK)
                        .with(ROLLED_OUT, ConditionStatus.FALSE, ImageBuildReasons.ROLLING_BACK, message),
                new Summary.Retrying(ImageBuildReasons.ROLLING_BACK, message),
                AT_ONCE);
    }

    private static Outcome stalled(Progress progress, String message) {
        return Outcome.stop(
                progress.with(ROLLED_OUT, ConditionStatus.FALSE, ImageBuildReasons.ROLLOUT_FAILED, message),
                new Summary.Stalled(ImageBuildReasons.ROLLOUT_FAILED, message));
    }

    /** An image that no Pod runs, since none is wanted, has proved nothing; neither has one that a CronJob will run. */
    private static Progress good(Progress progress, RolloutChoice.Image choice, RolloutState state) {
        if (state.pods().isEmpty()) {
            return progress.withRolloutEnd(choice.digest(), COMPLETE);
        }
        return state.pods().get().wanted() == 0
                ? progress
                : progress.with(progress.rollout()
                                .withGoodImage(
                                        choice.reference(),
                                        RecordedUser.text(progress, choice.digest())
                                                .orElse(null))
                                .withTakenBack(null))
                        .withRolloutEnd(choice.digest(), COMPLETE);
    }

    /** Why the newest image was taken back, as it was found out then. */
    private static String cause(Progress progress) {
        return Optional.ofNullable(progress.failure())
                .map(Failure::message)
                .orElse("the newest image was not available in time");
    }
}
