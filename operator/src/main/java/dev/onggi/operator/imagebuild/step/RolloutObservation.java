package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.ImageBuildConditions.ROLLED_OUT;

import dev.onggi.api.v1alpha1.ImageBuildStatus.Failure;
import dev.onggi.api.v1alpha1.RolloutStatus.Target;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.model.LogText;
import dev.onggi.operator.rollout.PodTrouble;
import dev.onggi.operator.rollout.RolloutProgress;
import dev.onggi.operator.rollout.RolloutState;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a workload and its Pods say of a roll-out. */
final class RolloutObservation {

    private static final int MOST_WORDS = 200;

    private RolloutObservation() {}

    static Outcome of(
            BuildContext context, Progress progress, RolloutChoice.Image choice, RolloutState state, Target target) {
        var observed = progress.with(RolloutRecord.of(progress, choice, state, target));
        return switch (state.progress()) {
            case RolloutProgress.Complete complete -> RolloutEnd.complete(context, observed, choice, state);
            case RolloutProgress.Progressing progressing ->
                unfinished(context, observed, choice, state, progressing.message());
            case RolloutProgress.Resting resting -> unfinished(context, observed, choice, state, resting.message());
            case RolloutProgress.DeadlineExceeded exceeded ->
                failed(
                        context,
                        observed,
                        choice,
                        state.refusal()
                                .map(words -> "no Pod can be made: " + words)
                                .orElse(exceeded.message()),
                        trouble(context, choice).or(() -> PodTrouble.crashAmong(pods(context, choice))));
        };
    }

    private static Outcome unfinished(
            BuildContext context, Progress progress, RolloutChoice.Image choice, RolloutState state, String waiting) {
        return trouble(context, choice)
                .map(trouble ->
                        troubled(progress, choice, failure(trouble.reason(), message(context, trouble), trouble)))
                .or(() -> state.refusal()
                        .map(words -> troubled(
                                progress,
                                choice,
                                failure(
                                        ImageBuildReasons.WORKLOAD_POD_REFUSED,
                                        "no Pod of %s can be made: %s; see %s"
                                                .formatted(state.workload(), words, describe(context)),
                                        null))))
                .orElseGet(() -> progressing(context, progress, choice, waiting));
    }

    private static Outcome progressing(
            BuildContext context, Progress progress, RolloutChoice.Image choice, String waiting) {
        if (choice instanceof RolloutChoice.LastGood) {
            return RolloutEnd.goingBack(progress, waiting);
        }
        var message = "%s is being rolled out: %s".formatted(RollOut.workload(context), waiting);
        return Outcome.stop(
                progress.withoutFailure()
                        .with(ROLLED_OUT, ConditionStatus.UNKNOWN, ImageBuildReasons.ROLLING_OUT, message),
                new Summary.InProgress(ImageBuildReasons.ROLLING_OUT, message));
    }

    private static Outcome troubled(Progress progress, RolloutChoice.Image choice, Failure failure) {
        if (choice instanceof RolloutChoice.LastGood) {
            return RolloutEnd.goingBack(progress, failure.message());
        }
        return Outcome.stop(
                progress.with(failure).with(ROLLED_OUT, ConditionStatus.FALSE, failure.reason(), failure.message()),
                new Summary.Retrying(failure.reason(), failure.message()));
    }

    private static Outcome failed(
            BuildContext context,
            Progress progress,
            RolloutChoice.Image choice,
            String waiting,
            Optional<PodTrouble> trouble) {
        var cause =
                trouble.map(found -> message(context, found)).orElseGet(() -> waiting + "; see " + describe(context));
        var message = "the image was not available within the progress deadline of %s: %s"
                .formatted(context.imageBuild().getSpec().rollout().progressDeadline(), cause);
        return RolloutEnd.failed(
                context, progress, choice, failure(ImageBuildReasons.ROLLOUT_FAILED, message, trouble.orElse(null)));
    }

    private static String describe(BuildContext context) {
        return "kubectl describe -n %s %s"
                .formatted(context.namespace(), RollOut.workload(context).toLowerCase(Locale.ROOT));
    }

    /** Trouble of the Pods that run the chosen image; what other Pods suffer from is no news of this roll-out. */
    private static Optional<PodTrouble> trouble(BuildContext context, RolloutChoice.Image choice) {
        return PodTrouble.among(pods(context, choice));
    }

    /** The Pods that run the chosen image. */
    static List<Pod> pods(BuildContext context, RolloutChoice.Image choice) {
        return context.workloadPods().stream()
                .filter(pod -> runs(pod, choice.reference()))
                .toList();
    }

    private static boolean runs(Pod pod, String image) {
        return pod.getSpec().getContainers().stream().anyMatch(container -> image.equals(container.getImage()));
    }

    private static String message(BuildContext context, PodTrouble trouble) {
        var command = trouble.exitCode() == null ? "describe pod" : "logs --previous";
        return "pod %s: %s: %s%s%s; see kubectl %s -n %s %s"
                .formatted(
                        trouble.pod(),
                        trouble.reason(),
                        LogText.clean(trouble.message()),
                        lastWords(trouble),
                        TargetPull.advice(context, trouble),
                        command,
                        context.namespace(),
                        trouble.pod());
    }

    /** The last line; status.failure.log has what came before. */
    private static String lastWords(PodTrouble trouble) {
        return trouble.log() == null
                ? ""
                : " after \"%s\""
                        .formatted(
                                LogText.line(trouble.log().strip().lines().reduce("", (_, last) -> last), MOST_WORDS));
    }

    private static Failure failure(String reason, String message, PodTrouble trouble) {
        return new Failure(
                reason,
                message,
                null,
                null,
                null,
                trouble == null ? null : trouble.exitCode(),
                trouble == null || trouble.log() == null ? null : LogText.clean(trouble.log()));
    }
}
