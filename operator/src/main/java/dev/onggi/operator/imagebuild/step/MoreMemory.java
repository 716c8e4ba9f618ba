package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.ImageBuildStatus.Failure;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.imagebuild.resource.BuildPlan;
import dev.onggi.operator.imagebuild.resource.BuildPodFactory;
import dev.onggi.operator.imagebuild.resource.RaisedMemory;
import dev.onggi.operator.imagebuild.result.BuildResult;
import dev.onggi.operator.model.Labels;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Optional;

/** A build that ran out of memory is tried once more with a higher limit, and what is said of it. Pure. */
final class MoreMemory {

    private MoreMemory() {}

    /** The limit of the build that starts; empty where it is the spec's. */
    static Optional<Quantity> of(BuildPlan plan, Progress progress, BuildDecision.Start start) {
        var before = progress.build();
        if (start.attempt() == 1 || before == null || plan.isShared()) {
            return Optional.empty();
        }
        if (before.raisedMemory() != null) {
            return Optional.of(Quantity.parse(before.raisedMemory()));
        }
        return progress.failure() != null
                        && ImageBuildReasons.OUT_OF_MEMORY.equals(
                                progress.failure().reason())
                ? RaisedMemory.of(plan.spec().builder().resources())
                : Optional.empty();
    }

    /** What becomes of a build whose container was ended for its memory. */
    static Outcome ranOut(BuildContext context, Progress progress, Pod pod, PodObservation.OutOfMemory end) {
        var wanted = context.imageBuild().getSpec().builder().resources();
        var raised = raised(pod);
        var more = raised.isPresent() || !isOfBuild(end) ? Optional.<Quantity>empty() : RaisedMemory.of(wanted);
        var isTried = more.isPresent() && Retries.areLeft(context, BuildRecord.attempt(progress, pod));
        var limit = raised.orElseGet(() -> RaisedMemory.first(wanted).toString());
        var advice = isTried
                ? "it is tried once more with %s; to spare later builds the try, raise spec.builder.resources.limits.memory"
                        .formatted(more.get())
                : "raise spec.builder.resources.limits.memory";
        var failure = failure(pod, end, isOfBuild(end) ? " with a limit of " + limit : "", advice);
        return isTried
                ? FailedEnd.again(context, progress, pod, end.fetched(), failure, end.end())
                : FailedEnd.failed(
                        context, progress, pod, BuildSource.of(context, end.fetched(), pod), failure, false, end.end());
    }

    /** The Pod with the higher limit is not admitted: the limit is a matter for whoever owns the namespace. */
    static Summary refused(Progress progress, Quantity more, String words) {
        return new Summary.Stalled(
                ImageBuildReasons.OUT_OF_MEMORY,
                "build %d ran out of memory, and a Pod with a limit of %s is not admitted: %s; ask for the namespace's LimitRange or quota to be raised, or make the build need less"
                        .formatted(progress.build().number(), more, words));
    }

    /** Where the container itself survived, it told which instruction took too much. */
    private static Failure failure(Pod pod, PodObservation.OutOfMemory end, String limit, String advice) {
        var metadata = pod.getMetadata();
        return BuildResult.parse(end.told(), metadata.getNamespace(), metadata.getName())
                                instanceof BuildResult.BuildFailed told
                        && told.line() != null
                ? new Failure(
                        ImageBuildReasons.OUT_OF_MEMORY,
                        "%s:%d %s ran out of memory%s; %s; see %s"
                                .formatted(
                                        told.dockerfile(),
                                        told.line(),
                                        told.instruction(),
                                        limit,
                                        advice,
                                        FailedEnd.describe(pod)),
                        told.dockerfile(),
                        told.line(),
                        told.instruction(),
                        told.exitCode(),
                        told.logTail())
                : FailedEnd.failure(
                        ImageBuildReasons.OUT_OF_MEMORY,
                        "container %s was ended for its memory%s; %s; see %s"
                                .formatted(end.container(), limit, advice, FailedEnd.describe(pod)));
    }

    private static boolean isOfBuild(PodObservation.OutOfMemory end) {
        return BuildPodFactory.BUILD.equals(end.container());
    }

    private static Optional<String> raised(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getAnnotations().get(Labels.RAISED_MEMORY));
    }
}
