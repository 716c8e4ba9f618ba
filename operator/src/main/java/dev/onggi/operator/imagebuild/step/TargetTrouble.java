package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.ImageBuildConditions.ROLLED_OUT;

import dev.onggi.api.v1alpha1.RolloutStatus;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.model.Durations;
import dev.onggi.operator.rollout.TargetWorkload;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.Summary;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What keeps the image of a workload of somebody else from being set: each a sentence with what a person can do. */
final class TargetTrouble {

    /** No informer tells of roles and policies: whoever changes one shall not have to tell. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private static final Map<String, String> RESOURCES = Map.of(
            "Deployment", "deployments.apps",
            "StatefulSet", "statefulsets.apps",
            "DaemonSet", "daemonsets.apps",
            "CronJob", "cronjobs.batch");

    private TargetTrouble() {}

    /** There is no such workload. It is watched for by its name. */
    static Outcome missing(BuildContext context, Progress progress) {
        var spec = RollOutTarget.spec(context);
        return stalled(
                forgotten(progress),
                ImageBuildReasons.TARGET_NOT_FOUND,
                "there is no %s in namespace %s, and an ImageBuild does not make it: apply it, and its image is set as soon as it is there; see kubectl get %s -n %s"
                        .formatted(
                                spec.workload(),
                                context.namespace(),
                                spec.kind().kind().toLowerCase(Locale.ROOT),
                                context.namespace()),
                Optional.empty());
    }

    /** It has not the container that is named, or several and none is named. */
    static Outcome noContainer(BuildContext context, Progress progress, TargetWorkload workload) {
        var spec = RollOutTarget.spec(context);
        var there = String.join(", ", workload.containers());
        return stalled(
                progress,
                ImageBuildReasons.TARGET_CONTAINER_UNKNOWN,
                spec.container() == null
                        ? "%s has several containers: name one of %s in rollout.target.container"
                                .formatted(spec.workload(), there)
                        : "%s has no container %s: name one of %s in rollout.target.container"
                                .formatted(spec.workload(), spec.container(), there),
                Optional.empty());
    }

    /** The ServiceAccount may not change the workload. */
    static Outcome forbidden(BuildContext context, Progress progress, String account) {
        var spec = RollOutTarget.spec(context);
        var role = "onggi-rollout-" + spec.name();
        var message =
                "the ServiceAccount %1$s of namespace %2$s may not patch %3$s; grant it with: kubectl create role %4$s -n %2$s --verb=patch --resource=%5$s --resource-name=%6$s && kubectl create rolebinding %4$s -n %2$s --role=%4$s --serviceaccount=%2$s:%1$s"
                        .formatted(
                                account,
                                context.namespace(),
                                spec.workload(),
                                role,
                                RESOURCES.get(spec.kind().kind()),
                                spec.name());
        return stalled(progress, ImageBuildReasons.ROLLOUT_FORBIDDEN, message, Optional.of(LOOK_AGAIN));
    }

    /** A policy, or the API server itself, does not take the image. */
    static Outcome refused(BuildContext context, Progress progress, String words) {
        return stalled(
                progress,
                ImageBuildReasons.REJECTED,
                "the image of %s cannot be set: %s"
                        .formatted(RollOutTarget.spec(context).workload(), words),
                Optional.of(LOOK_AGAIN));
    }

    /** Somebody else keeps writing another image. */
    static Outcome conflict(BuildContext context, Progress progress, TargetWorkload workload, TargetLosses losses) {
        var message =
                "%s keeps setting the image of container %s of %s to %s, so it is not set any more; it was taken back %d times within %s: let only one of the two have the field (see the fields to leave to Onggi in the documentation), then change the spec of this ImageBuild to try anew"
                        .formatted(
                                losses.conflict().manager(),
                                losses.container(),
                                RollOutTarget.spec(context).workload(),
                                workload.image(losses.container()).orElse("none"),
                                TargetLosses.MOST,
                                Durations.format(TargetLosses.WITHIN));
        return stalled(
                progress.with(progress.rollout().with(losses.target(null))),
                ImageBuildReasons.ROLLOUT_CONFLICT,
                message,
                Optional.empty());
    }

    private static Outcome stalled(Progress progress, String reason, String message, Optional<Duration> again) {
        return new Outcome.Stop(
                progress.with(ROLLED_OUT, ConditionStatus.FALSE, reason, message),
                new Summary.Stalled(reason, message),
                again);
    }

    /** Of a workload that is gone nothing holds any more; one that takes its name has taken nothing back. */
    private static Progress forgotten(Progress progress) {
        var before = progress.rollout();
        return before == null
                ? progress
                : progress.with(new RolloutStatus(
                        before.workload(),
                        before.digest(),
                        null,
                        null,
                        null,
                        null,
                        before.goodImage(),
                        before.goodImageUser(),
                        before.takenBack(),
                        null,
                        null,
                        null));
    }
}
