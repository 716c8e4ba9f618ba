package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.step.FailedEnd.describe;
import static dev.onggi.operator.imagebuild.step.FailedEnd.failed;
import static dev.onggi.operator.imagebuild.step.FailedEnd.failure;
import static dev.onggi.operator.imagebuild.step.FailedEnd.stalled;

import dev.onggi.api.v1alpha1.ImageBuildStatus.Failure;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Image;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.imagebuild.resource.BuildPlan;
import dev.onggi.operator.imagebuild.result.BuildResult;
import dev.onggi.operator.imagebuild.result.FetchResult;
import dev.onggi.operator.model.ByteSize;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.registry.Manifest;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the end of a build Pod means: an image, a fault of the user's, or one that is worth another try. */
final class BuildEnd {

    private final ImageInspector inspector;

    BuildEnd(ImageInspector inspector) {
        this.inspector = inspector;
    }

    Outcome record(BuildContext context, Progress progress, Pod pod, PodObservation.Ended ended) {
        return switch (ended) {
            case PodObservation.Succeeded succeeded -> succeeded(context, progress, pod, succeeded);
            case PodObservation.FetchFailed fetch -> fetchFailed(context, progress, pod, fetch);
            case PodObservation.BuildFailed build ->
                buildFailed(context, progress, pod, build.fetched(), build.told(), build.end());
            case PodObservation.TimedOut timedOut ->
                stalled(
                        progress,
                        pod,
                        BuildSource.of(context, timedOut.fetched(), pod),
                        ImageBuildReasons.BUILD_TIMED_OUT,
                        "the build took longer than spec.builder.timeout, %s; raise it, or see what took so long: %s"
                                .formatted(
                                        context.imageBuild().getSpec().builder().timeout(), describe(pod)),
                        timedOut.end());
            case PodObservation.OutOfMemory outOfMemory -> MoreMemory.ranOut(context, progress, pod, outOfMemory);
            case PodObservation.OutOfStorage outOfStorage ->
                stalled(
                        progress,
                        pod,
                        BuildSource.of(context, outOfStorage.fetched(), pod),
                        ImageBuildReasons.OUT_OF_STORAGE,
                        StorageEviction.limitReached(outOfStorage.message(), describe(pod)),
                        outOfStorage.end());
            case PodObservation.Interrupted interrupted -> interrupted(context, progress, pod, interrupted);
        };
    }

    private static Outcome interrupted(
            BuildContext context, Progress progress, Pod pod, PodObservation.Interrupted interrupted) {
        var source = BuildSource.of(context, interrupted.fetched(), pod);
        int attempt = BuildRecord.attempt(progress, pod);
        if (StorageEviction.isForItsNode(interrupted) && attempt >= StorageEviction.ATTEMPTS) {
            return stalled(
                    progress,
                    pod,
                    source,
                    ImageBuildReasons.OUT_OF_STORAGE,
                    StorageEviction.nodeExhausted(attempt, interrupted.message(), describe(pod)),
                    interrupted.end());
        }
        var message = "the build Pod was taken away from its work (%s: %s); see %s"
                .formatted(interrupted.reason(), interrupted.message(), describe(pod));
        return failed(
                context,
                progress,
                pod,
                source,
                failure(ImageBuildReasons.BUILD_INTERRUPTED, message),
                true,
                interrupted.end());
    }

    private Outcome succeeded(BuildContext context, Progress progress, Pod pod, PodObservation.Succeeded succeeded) {
        return switch (BuildResult.parse(succeeded.built(), namespace(pod), name(pod))) {
            case BuildResult.BuildFailed broken ->
                buildFailed(context, progress, pod, succeeded.fetched(), succeeded.built(), succeeded.end());
            case BuildResult.Built built ->
                Outcome.proceed(BuildRecord.succeeded(
                                progress,
                                pod,
                                BuildSource.of(context, succeeded.fetched(), pod)
                                        .orElseGet(BuildSource::unknown),
                                image(context, progress, built),
                                built.steps(),
                                built.cachedSteps(),
                                succeeded.end())
                        .withBaseImages(built.bases()));
        };
    }

    private static Outcome fetchFailed(
            BuildContext context, Progress progress, Pod pod, PodObservation.FetchFailed fetch) {
        return switch (FetchResult.parse(fetch.told(), namespace(pod), name(pod))) {
            case FetchResult.FetchFailed failed ->
                failed(
                        context,
                        progress,
                        pod,
                        Optional.empty(),
                        new Failure(failed.reason(), failed.message(), null, null, null, null, failed.logTail()),
                        failed.retryable(),
                        fetch.end());
            case FetchResult.Fetched fetched ->
                failed(
                        context,
                        progress,
                        pod,
                        Optional.empty(),
                        failure(
                                ImageBuildReasons.BUILD_INTERRUPTED,
                                "fetch ended badly after it was done; " + describe(pod)),
                        true,
                        fetch.end());
        };
    }

    private Outcome buildFailed(
            BuildContext context, Progress progress, Pod pod, String fetched, String told, Instant end) {
        return switch (BuildResult.parse(told, namespace(pod), name(pod))) {
            case BuildResult.BuildFailed failed ->
                failed(
                        context,
                        progress,
                        pod,
                        BuildSource.of(context, fetched, pod),
                        new Failure(
                                failed.reason(),
                                RefusedPush.advised(context, failed.reason(), failed.message()),
                                failed.dockerfile(),
                                failed.line(),
                                failed.instruction(),
                                failed.exitCode(),
                                failed.logTail()),
                        failed.retryable(),
                        end);
            case BuildResult.Built built ->
                failed(
                        context,
                        progress,
                        pod,
                        BuildSource.of(context, fetched, pod),
                        failure(
                                ImageBuildReasons.BUILD_INTERRUPTED,
                                "the build ended badly after it was done; " + describe(pod)),
                        true,
                        end);
        };
    }

    private Image image(BuildContext context, Progress progress, BuildResult.Built built) {
        var plan = context.plan();
        var digest = built.digest();
        var inspected = plan.registry().external()
                ? Optional.<ImageInspector.Inspected>empty()
                : Optional.of(inspector.inspect(
                        context.namespace(), plan.registry(), plan.repository(), digest, before(plan, progress)));
        var manifest = inspected.map(ImageInspector.Inspected::image);
        return new Image(
                plan.pullReference(digest),
                digest.value(),
                digest.shortened(),
                plan.tags(),
                manifest.map(Manifest::size).orElse(null),
                manifest.map(Manifest::size)
                        .map(size -> new ByteSize(size).display())
                        .orElse(null),
                manifest.map(Manifest::layers).map(List::size).orElse(null),
                RecordedUser.isKnown(progress, digest.value())
                        ? RecordedUser.text(progress, digest.value()).orElse(null)
                        : manifest.flatMap(Manifest::user).orElse(null),
                inspected
                        .flatMap(ImageInspector.Inspected::before)
                        .map(former -> manifest.orElseThrow().sharedWith(former))
                        .orElse(null),
                built.base().orElse(null));
    }

    /** The image before, where it is of the same repository: of another one the registry may know nothing. */
    private static Optional<Digest> before(BuildPlan plan, Progress progress) {
        return Optional.ofNullable(progress.image())
                .flatMap(image -> Digest.parse(image.digest())
                        .filter(digest -> plan.pullReference(digest).equals(image.reference())));
    }

    private static String namespace(Pod pod) {
        return pod.getMetadata().getNamespace();
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }
}
