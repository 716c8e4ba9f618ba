package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.ImageBuildConditions.BUILT;
import static dev.onggi.operator.imagebuild.ImageBuildConditions.PUSHED;
import static dev.onggi.operator.imagebuild.ImageBuildConditions.ROLLED_OUT;
import static dev.onggi.operator.imagebuild.ImageBuildConditions.SOURCE_FETCHED;

import dev.onggi.api.v1alpha1.ImageBuildStatus.Build;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Failure;
import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Image;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Source;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.model.Count;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.Durations;
import dev.onggi.operator.model.Labels;
import dev.onggi.operator.status.ConditionStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Writes the start and the end of a build into the status. Pure, and the same end written twice is one. */
final class BuildRecord {

    private BuildRecord() {}

    /** A build whose Pod is there. */
    static Progress started(Progress progress, Pod pod, int attempt) {
        var metadata = pod.getMetadata();
        var build = new Build(
                BuildDecision.number(pod),
                metadata.getName(),
                metadata.getAnnotations().get(Labels.FINGERPRINT),
                Long.valueOf(metadata.getAnnotations().get(Labels.GENERATION)),
                null,
                null,
                attempt,
                metadata.getCreationTimestamp(),
                null,
                null,
                null,
                null,
                metadata.getAnnotations().get(Labels.RAISED_MEMORY),
                metadata.getAnnotations().get(Labels.ENGINE),
                null);
        var message = "build %d has started".formatted(build.number());
        return progress.with(build)
                .withoutFailure()
                .with(SOURCE_FETCHED, ConditionStatus.UNKNOWN, ImageBuildReasons.BUILD_STARTED, message)
                .with(BUILT, ConditionStatus.UNKNOWN, ImageBuildReasons.BUILD_STARTED, message)
                .with(PUSHED, ConditionStatus.UNKNOWN, ImageBuildReasons.BUILD_STARTED, message)
                .withPrevious(ROLLED_OUT);
    }

    /** Whether the status knows of the build that a Pod belongs to. */
    static boolean knows(Progress progress, Pod pod) {
        return progress.build() != null && progress.build().number() == BuildDecision.number(pod);
    }

    /** A build that came to an image. */
    static Progress succeeded(
            Progress progress, Pod pod, Source source, Image image, int steps, int cached, Instant end) {
        var build = ended(progress, pod, BuildResults.SUCCEEDED, null, end, steps, cached);
        return progress.with(build)
                .with(source)
                .with(image)
                .withoutFailure()
                .with(history(build, source.revision(), image.digest(), ImageBuildReasons.SUCCEEDED, image.user()))
                .with(
                        SOURCE_FETCHED,
                        ConditionStatus.TRUE,
                        ImageBuildReasons.FETCHED,
                        "the source is at revision " + source.shortRevision())
                .with(
                        BUILT,
                        ConditionStatus.TRUE,
                        ImageBuildReasons.SUCCEEDED,
                        "build %d took %s, %s came from the cache"
                                .formatted(build.number(), build.duration(), Count.part(cached, steps, "step")))
                .with(PUSHED, ConditionStatus.TRUE, ImageBuildReasons.PUSHED, image.reference());
    }

    /**
     * A build that came to nothing.
     *
     * @param source what was fetched; empty where it was the fetch that failed
     * @param retryable whether the same input is tried again
     */
    static Progress failed(
            Progress progress, Pod pod, Optional<Source> source, Failure failure, boolean retryable, Instant end) {
        var retryTime = retryable ? retryTime(attempt(progress, pod), end) : null;
        var build = ended(progress, pod, BuildResults.FAILED, retryTime, end, null, null);
        var told = source.map(progress::with)
                .map(fetched -> fetched.with(
                        SOURCE_FETCHED,
                        ConditionStatus.TRUE,
                        ImageBuildReasons.FETCHED,
                        "the source is at revision " + source.get().shortRevision()))
                .orElseGet(() ->
                        progress.with(SOURCE_FETCHED, ConditionStatus.FALSE, failure.reason(), failure.message()));
        return failed(told, build, failure, source.map(Source::revision).orElse(null));
    }

    /** The build that the status knows of, whose Pod is gone. */
    static Progress lost(Progress progress, Failure failure, boolean retryable, Instant now) {
        var known = progress.build();
        var build = ended(known, BuildResults.FAILED, retryable ? retryTime(known.attempt(), now) : null, now);
        return failed(progress.withPrevious(SOURCE_FETCHED), build, failure, null);
    }

    /** The build that the status knows of, whose Pod is gone and whose input is not wanted any more. */
    static Progress superseded(Progress progress, Instant now) {
        return cancelled(progress, ended(progress.build(), BuildResults.CANCELLED, null, now));
    }

    private static Build ended(Build known, String result, String retryTime, Instant now) {
        return new Build(
                known.number(),
                known.pod(),
                known.fingerprint(),
                known.generation(),
                result,
                retryTime,
                known.attempt(),
                known.startTime(),
                text(now),
                Durations.format(Duration.between(Instant.parse(known.startTime()), now)),
                null,
                null,
                known.raisedMemory(),
                known.engine(),
                null);
    }

    private static Progress failed(Progress progress, Build build, Failure failure, String revision) {
        return progress.with(build)
                .with(failure)
                .with(history(build, revision, null, failure.reason()))
                .with(BUILT, ConditionStatus.FALSE, failure.reason(), failure.message())
                .with(PUSHED, ConditionStatus.FALSE, failure.reason(), "nothing was pushed")
                .withPrevious(ROLLED_OUT);
    }

    /** A build that was stopped. */
    static Progress cancelled(Progress progress, Pod pod, Instant now) {
        return cancelled(progress, ended(progress, pod, BuildResults.CANCELLED, null, now, null, null));
    }

    /** The build that the status knows of as running, stopped because it could come to nothing any more. */
    static Progress stopped(Progress progress, String reason, String cause, Instant now) {
        var build = ended(progress.build(), BuildResults.CANCELLED, null, now);
        var message = "build %d was stopped: %s".formatted(build.number(), cause);
        return failed(
                progress.withPrevious(SOURCE_FETCHED),
                build,
                new Failure(reason, message, null, null, null, null, null),
                null);
    }

    /** A build of an input that is not wanted any more, which came to an image. */
    static Progress outdated(Progress progress, Pod pod, Digest digest, int steps, int cached, Instant end) {
        var build = ended(progress, pod, BuildResults.SUCCEEDED, null, end, steps, cached);
        return progress.with(build).with(history(build, null, digest.value(), ImageBuildReasons.SUCCEEDED));
    }

    /** A build of an input that is not wanted any more, which came to nothing. */
    static Progress outdated(Progress progress, Pod pod, String reason, Instant end) {
        var build = ended(progress, pod, BuildResults.FAILED, null, end, null, null);
        return progress.with(build).with(history(build, null, null, reason));
    }

    private static Progress cancelled(Progress progress, Build build) {
        return progress.with(build).with(history(build, null, null, BuildResults.CANCELLED));
    }

    /** How long to wait until a failed build is tried again. */
    static Duration pause(Progress progress, Instant now) {
        return Duration.between(now, Instant.parse(progress.build().retryTime()));
    }

    private static Build ended(
            Progress progress, Pod pod, String result, String retryTime, Instant end, Integer steps, Integer cached) {
        var metadata = pod.getMetadata();
        var start = Instant.parse(metadata.getCreationTimestamp());
        return new Build(
                BuildDecision.number(pod),
                metadata.getName(),
                metadata.getAnnotations().get(Labels.FINGERPRINT),
                Long.valueOf(metadata.getAnnotations().get(Labels.GENERATION)),
                result,
                retryTime,
                attempt(progress, pod),
                metadata.getCreationTimestamp(),
                text(end),
                Durations.format(Duration.between(start, end)),
                steps,
                cached,
                metadata.getAnnotations().get(Labels.RAISED_MEMORY),
                metadata.getAnnotations().get(Labels.ENGINE),
                BuildPhases.status(pod));
    }

    /**
     * The attempt stands in the status since the start. A Pod that the status does not know of is the next attempt where the
     * build before it was to be tried again, and else a first one.
     */
    static int attempt(Progress progress, Pod pod) {
        var known = progress.build();
        if (knows(progress, pod)) {
            return known.attempt();
        }
        var isRetried = known != null
                && known.retryTime() != null
                && known.fingerprint().equals(pod.getMetadata().getAnnotations().get(Labels.FINGERPRINT));
        return isRetried ? known.attempt() + 1 : 1;
    }

    private static String retryTime(int attempt, Instant end) {
        return text(end.plus(BackOff.after(attempt)));
    }

    /** Whole seconds, as everywhere in Kubernetes. */
    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static HistoryEntry history(Build build, String revision, String digest, String reason) {
        return history(build, revision, digest, reason, null);
    }

    private static HistoryEntry history(Build build, String revision, String digest, String reason, String user) {
        return new HistoryEntry(
                build.number(),
                revision,
                digest,
                build.result(),
                reason,
                build.startTime(),
                build.duration(),
                null,
                user);
    }
}
