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

    static Outcome stalled(
            Progress progress, Pod pod, Optional<Source> source, String reason, String message, Instant end) {
        return failed(progress, pod, source, failure(reason, message), false, end);
    }

    static Outcome failed(
            Progress progress, Pod pod, Optional<Source> source, Failure failure, boolean retryable, Instant end) {
        var recorded = BuildRecord.failed(progress, pod, source, failure, retryable, end);
        return retryable
                ? Outcome.stop(
                        recorded,
                        new Summary.Retrying(failure.reason(), failure.message()),
                        BuildRecord.pause(recorded, end))
                : Outcome.stop(recorded, new Summary.Stalled(failure.reason(), failure.message()));
    }

    static Failure failure(String reason, String message) {
        return new Failure(reason, message, null, null, null, null, null);
    }

    static String describe(Pod pod) {
        return "kubectl describe pod -n %s %s"
                .formatted(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
    }
}
