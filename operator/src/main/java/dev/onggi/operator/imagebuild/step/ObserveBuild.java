package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.ImageBuildConditions.BUILT;
import static dev.onggi.operator.imagebuild.ImageBuildConditions.SOURCE_FETCHED;

import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.imagebuild.resource.BuildInputsFactory;
import dev.onggi.operator.rollout.PodTrouble;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;

/** Goes on when the current input is built and pushed; tells how far its build is, or why it failed. */
public final class ObserveBuild implements Step {

    /** How long a Pod may take to start before somebody looks for the cause. */
    private static final Duration START_GRACE = Duration.ofSeconds(8);

    private final Cluster cluster;
    private final BuildEnd end;

    /** A step that reads events of a cluster, and asks a registry for the image that was pushed. */
    public ObserveBuild(Cluster cluster, ImageInspector inspector) {
        this.cluster = cluster;
        this.end = new BuildEnd(inspector);
    }

    @Override
    public Outcome run(BuildContext context, Progress progress) {
        return BuildDecision.of(context, progress) instanceof BuildDecision.Observe observe
                ? observe(context, progress, observe.pod())
                : Outcome.proceed(progress);
    }

    private Outcome observe(BuildContext context, Progress progress, Pod pod) {
        var seen = PodObservation.of(pod, context.now());
        var silent = LostNode.ofRunning(pod);
        if (silent.isPresent() && !(seen instanceof PodObservation.Ended)) {
            return silent(progress, pod, silent.get());
        }
        return switch (seen) {
            case PodObservation.Starting starting -> starting(context, progress, pod);
            case PodObservation.Troubled troubled -> troubled(context, progress, pod, troubled.trouble());
            case PodObservation.Fetching fetching ->
                running(
                        progress,
                        new Summary.InProgress(
                                ImageBuildReasons.FETCHING,
                                about(pod) + " fetches the source"
                                        + logs(pod, SharedBuild.is(pod) ? "" : " -c fetch")));
            case PodObservation.Building building -> building(progress, pod);
            case PodObservation.Ended ended -> end.record(context, progress, pod, ended);
        };
    }

    /** Trouble that is over in a moment is none: the scheduler, for one, may see a Pod before it sees its claim. */
    private Outcome troubled(BuildContext context, Progress progress, Pod pod, PodTrouble trouble) {
        var graceLeft = graceLeft(context, pod);
        return graceLeft.isPositive()
                ? Outcome.stop(progress.kept(), waiting(pod), graceLeft)
                : running(
                        progress,
                        new Summary.Retrying(
                                trouble.reason(),
                                "%s: %s%s; see kubectl describe pod -n %s %s"
                                        .formatted(
                                                about(pod),
                                                trouble.message(),
                                                ClaimAdvice.of(context, pod, trouble.message(), cluster),
                                                context.namespace(),
                                                pod.getMetadata().getName())));
    }

    private static Duration graceLeft(BuildContext context, Pod pod) {
        var started = Instant.parse(pod.getMetadata().getCreationTimestamp());
        return Duration.between(context.now(), started.plus(START_GRACE));
    }

    private Outcome starting(BuildContext context, Progress progress, Pod pod) {
        var graceLeft = graceLeft(context, pod);
        if (graceLeft.isPositive()) {
            return Outcome.stop(progress.kept(), waiting(pod), graceLeft);
        }
        if (SharedBuild.is(pod)) {
            // others that came before are still at work
            return Outcome.stop(progress.kept(), waiting(pod));
        }
        // the operator may have been killed between the Pod and its inputs
        cluster.provide(BuildInputsFactory.configMap(context.plan(), pod));
        var warning = cluster.newestWarning(pod);
        if (warning.filter(words -> UnsupportedNode.isMeant(context, pod, words))
                .isPresent()) {
            cluster.metNodeWithoutUserNamespaces();
            cluster.delete(pod);
            return UnsupportedNode.next(context, progress, pod, warning.get());
        }
        var summary = warning.filter(words -> !isAboutInputs(pod, words))
                .map(words -> blocked(context, pod, words))
                .orElseGet(() -> waiting(pod));
        return Outcome.stop(progress.kept(), summary, START_GRACE);
    }

    /** The Pod comes before its inputs, which have its name: that they were missing for a moment blocks nothing. */
    private static boolean isAboutInputs(Pod pod, String warning) {
        return warning.contains("configmap \"" + pod.getMetadata().getName() + "\" not found");
    }

    private Summary blocked(BuildContext context, Pod pod, String warning) {
        var message = "%s cannot start: %s%s; see kubectl describe pod -n %s %s"
                .formatted(
                        about(pod),
                        warning,
                        ClaimAdvice.of(context, pod, warning, cluster) + SecretAdvice.of(context.plan(), warning),
                        context.namespace(),
                        pod.getMetadata().getName());
        return warning.contains("not found") || SecretAdvice.isAboutKey(warning)
                ? new Summary.Stalled(ImageBuildReasons.POD_BLOCKED, message)
                : new Summary.Retrying(ImageBuildReasons.POD_BLOCKED, message);
    }

    private static Summary waiting(Pod pod) {
        return new Summary.InProgress(ImageBuildReasons.BUILD_STARTED, about(pod) + " starts" + logs(pod, ""));
    }

    private static Outcome building(Progress progress, Pod pod) {
        var message = about(pod) + " builds" + logs(pod, "");
        return Outcome.stop(
                progress.kept()
                        .with(SOURCE_FETCHED, ConditionStatus.TRUE, ImageBuildReasons.FETCHED, "the source is there")
                        .with(BUILT, ConditionStatus.UNKNOWN, ImageBuildReasons.BUILDING, message),
                new Summary.InProgress(ImageBuildReasons.BUILDING, message));
    }

    private static Outcome silent(Progress progress, Pod pod, String what) {
        var message = about(pod) + " is at work" + what;
        return running(
                progress.with(BUILT, ConditionStatus.UNKNOWN, ImageBuildReasons.NODE_SILENT, message),
                new Summary.Retrying(ImageBuildReasons.NODE_SILENT, message));
    }

    private static Outcome running(Progress progress, Summary summary) {
        return Outcome.stop(progress.kept(), summary);
    }

    private static String about(Pod pod) {
        return "build %d in Pod %s"
                .formatted(BuildDecision.number(pod), pod.getMetadata().getName());
    }

    private static String logs(Pod pod, String options) {
        return "; see kubectl logs -n %s -f %s%s"
                .formatted(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), options);
    }
}
