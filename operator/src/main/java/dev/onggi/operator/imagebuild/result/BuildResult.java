package dev.onggi.operator.imagebuild.result;

import dev.onggi.api.v1alpha1.BaseImage;
import dev.onggi.operator.model.Digest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the build container told when it ended. */
public sealed interface BuildResult {

    /**
     * The image is built and pushed.
     *
     * @param digest of its manifest or index
     * @param steps instructions that made it
     * @param cachedSteps how many of them were taken from the cache
     * @param bases the images that it was built from, as far as they are named by a tag
     * @param base the image that its last stage is built from; empty where that is scratch
     */
    record Built(Digest digest, int steps, int cachedSteps, List<BaseImage> bases, Optional<BaseImage> base)
            implements BuildResult {}

    /**
     * There is no image.
     *
     * @param reason one of {@link FailureReasons}
     * @param message cause and next command
     * @param dockerfile the Dockerfile, from the root of the source; null where the failure is not of one of its lines
     * @param line the failing line, from 1; null likewise
     * @param instruction the failing instruction; null likewise
     * @param exitCode of the failing instruction; null where it did not come to one
     * @param logTail the last lines of what failed; null where there are none
     * @param retryable whether the same input may work another time
     */
    record BuildFailed(
            String reason,
            String message,
            String dockerfile,
            Integer line,
            String instruction,
            Integer exitCode,
            String logTail,
            boolean retryable)
            implements BuildResult {}

    /**
     * Reads a termination message. Total: whatever is not understood is a failed builder.
     *
     * @param told the message, may be null
     * @param namespace namespace of the Pod
     * @param pod name of the Pod
     */
    static BuildResult parse(String told, String namespace, String pod) {
        var known = Objects.requireNonNullElse(told, "");
        var logs = "kubectl logs -n %s %s".formatted(namespace, pod);
        return BuiltMessage.read(known)
                .<BuildResult>map(built -> built)
                .orElseGet(() -> new FailureReader(logs).read(FailureText.of(known)));
    }
}
