package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.ImageBuildStatus.Failure;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Source;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Optional;

/** What becomes of a build whose Pod came to no image. */
final class FailedEnd {

    private FailedEnd() {}

    /** A fault that a person has to see to. */
    static Outcome stalled(
            Progress progress, Pod pod, Optional<Source> source, String reason, String message, Instant end) {
        return over(BuildRecord.failed(progress, pod, source, failure(reason, message), false, end));
    }

    /**
     * A fault.
     *
     * @param retryable whether it may be gone the next time: then the same input is tried again, as often as spec.retries
     *     allows
     */
    static Outcome failed(
            BuildContext context,
            Progress progress,
            Pod pod,
            Optional<Source> source,
            Failure failure,
            boolean retryable,
            Instant end) {
        if (!retryable) {
            return over(BuildRecord.failed(progress, pod, source, failure, false, end));
        }
        int attempt = BuildRecord.attempt(progress, pod);
        if (!Retries.areLeft(context, attempt)) {
            return over(BuildRecord.failed(progress, pod, source, Retries.exhausted(failure, attempt), false, end));
        }
        return again(BuildRecord.failed(progress, pod, source, Retries.announced(failure), true, end), end);
    }

    /** A fault whose next try differs in something: the message has told of it. */
    static Outcome again(
            BuildContext context, Progress progress, Pod pod, String fetched, Failure failure, Instant end) {
        return again(BuildRecord.failed(progress, pod, BuildSource.of(context, fetched, pod), failure, true, end), end);
    }

    /** The build that the status knows of is gone with its Pod. */
    static Outcome lost(BuildContext context, Progress progress, Failure failure) {
        int attempt = progress.build().attempt();
        if (!Retries.areLeft(context, attempt)) {
            return over(BuildRecord.lost(progress, Retries.exhausted(failure, attempt), false, context.now()));
        }
        return again(BuildRecord.lost(progress, Retries.announced(failure), true, context.now()), context.now());
    }

    static Failure failure(String reason, String message) {
        return new Failure(reason, message, null, null, null, null, null);
    }

    static String describe(Pod pod) {
        return "kubectl describe pod -n %s %s"
                .formatted(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
    }

    private static Outcome over(Progress recorded) {
        var failure = recorded.failure();
        return Outcome.stop(recorded, new Summary.Stalled(failure.reason(), failure.message()));
    }

    private static Outcome again(Progress recorded, Instant end) {
        var failure = recorded.failure();
        return Outcome.stop(
                recorded, new Summary.Retrying(failure.reason(), failure.message()), BuildRecord.pause(recorded, end));
    }
}
