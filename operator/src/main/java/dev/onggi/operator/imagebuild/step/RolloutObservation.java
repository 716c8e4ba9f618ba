package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.ImageBuildConditions.ROLLED_OUT;

import dev.onggi.api.v1alpha1.ImageBuildStatus.Failure;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Rollout;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.model.Count;
import dev.onggi.operator.model.LogText;
import dev.onggi.operator.rollout.PodTrouble;
import dev.onggi.operator.rollout.RolloutProgress;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.Objects;
import java.util.Optional;

/** What a Deployment and its Pods say of a roll-out. */
final class RolloutObservation {

    private RolloutObservation() {}

    static Outcome of(BuildContext context, Progress progress, Deployment deployment) {
        var observed = progress.with(rollout(context, progress, deployment));
        return switch (RolloutProgress.of(deployment)) {
            case RolloutProgress.Complete complete ->
                Outcome.proceed(observed.withoutFailure()
                        .with(
                                ROLLED_OUT,
                                ConditionStatus.TRUE,
                                ImageBuildReasons.ROLLOUT_COMPLETE,
                                complete(deployment.getSpec().getReplicas(), RollOut.workload(context))));
            case RolloutProgress.Progressing progressing ->
                trouble(context, progress)
                        .map(trouble -> troubled(context, observed, trouble))
                        .orElseGet(() -> progressing(context, observed.withoutFailure(), progressing.message()));
            case RolloutProgress.DeadlineExceeded exceeded ->
                failed(context, observed, exceeded.message(), trouble(context, progress));
        };
    }

    private static String complete(int pods, String workload) {
        return "%s of %s %s the image and %s available"
                .formatted(
                        Count.all(pods, "pod"),
                        workload,
                        Count.verb(pods, "runs", "run"),
                        Count.verb(pods, "is", "are"));
    }

    private static Outcome progressing(BuildContext context, Progress progress, String waiting) {
        var message = "%s is being rolled out: %s".formatted(RollOut.workload(context), waiting);
        return Outcome.stop(
                progress.with(ROLLED_OUT, ConditionStatus.UNKNOWN, ImageBuildReasons.ROLLING_OUT, message),
                new Summary.InProgress(ImageBuildReasons.ROLLING_OUT, message));
    }

    private static Outcome troubled(BuildContext context, Progress progress, PodTrouble trouble) {
        var message = message(context, trouble);
        return Outcome.stop(
                progress.with(failure(trouble.reason(), message, trouble))
                        .with(ROLLED_OUT, ConditionStatus.FALSE, trouble.reason(), message),
                new Summary.Retrying(trouble.reason(), message));
    }

    private static Outcome failed(
            BuildContext context, Progress progress, String waiting, Optional<PodTrouble> trouble) {
        var message = "the image was not available within the progress deadline of %s: %s"
                .formatted(
                        context.imageBuild().getSpec().rollout().progressDeadline(),
                        trouble.map(found -> message(context, found))
                                .orElseGet(() -> waiting
                                        + "; see kubectl describe deployment -n %s %s"
                                                .formatted(
                                                        context.namespace(),
                                                        context.imageBuild()
                                                                .getMetadata()
                                                                .getName())));
        return Outcome.stop(
                progress.with(failure(ImageBuildReasons.ROLLOUT_FAILED, message, trouble.orElse(null)))
                        .with(ROLLED_OUT, ConditionStatus.FALSE, ImageBuildReasons.ROLLOUT_FAILED, message),
                new Summary.Stalled(ImageBuildReasons.ROLLOUT_FAILED, message));
    }

    private static Rollout rollout(BuildContext context, Progress progress, Deployment deployment) {
        var status = Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
        var wanted = Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 0);
        var updated = Objects.requireNonNullElse(status.getUpdatedReplicas(), 0);
        var ready = Objects.requireNonNullElse(status.getReadyReplicas(), 0);
        int old = Objects.requireNonNullElse(status.getReplicas(), 0) - updated;
        return new Rollout(
                RollOut.workload(context),
                progress.image().digest(),
                wanted,
                updated,
                ready,
                readyAndUpdated(ready, old) + "/" + wanted);
    }

    /** At least so many: the Deployment does not tell which of its ready Pods are old ones. */
    private static int readyAndUpdated(int ready, int old) {
        return Math.max(0, ready - Math.max(0, old));
    }

    /** Trouble of the Pods that run the newest image; what older Pods suffer from is no news of this roll-out. */
    private static Optional<PodTrouble> trouble(BuildContext context, Progress progress) {
        return PodTrouble.among(context.workloadPods().stream()
                .filter(pod -> runs(pod, progress.image().reference()))
                .toList());
    }

    private static boolean runs(Pod pod, String image) {
        return pod.getSpec().getContainers().stream().anyMatch(container -> image.equals(container.getImage()));
    }

    private static String message(BuildContext context, PodTrouble trouble) {
        var command = trouble.exitCode() == null ? "describe pod" : "logs --previous";
        return "pod %s: %s: %s; see kubectl %s -n %s %s"
                .formatted(
                        trouble.pod(),
                        trouble.reason(),
                        LogText.clean(trouble.message()),
                        command,
                        context.namespace(),
                        trouble.pod());
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
