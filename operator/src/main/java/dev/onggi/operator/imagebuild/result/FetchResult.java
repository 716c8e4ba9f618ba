package dev.onggi.operator.imagebuild.result;

import java.util.Objects;

/** What the fetch container told when it ended. */
public sealed interface FetchResult {

    /**
     * The source is there.
     *
     * @param revision commit id, or sha256 digest of what git does not name
     * @param author author of it; empty where it has none
     * @param subject first line of its message, at most 200 characters
     */
    record Fetched(String revision, String author, String subject) implements FetchResult {}

    /**
     * The source is not there.
     *
     * @param reason one of {@link FailureReasons}
     * @param message cause and next command
     * @param logTail the last words of what failed; null where it said nothing more
     * @param retryable whether the same input may work another time
     */
    record FetchFailed(String reason, String message, String logTail, boolean retryable) implements FetchResult {}

    /**
     * Reads a termination message. Total: whatever is not understood is a failed builder.
     *
     * @param told the message, may be null
     * @param namespace namespace of the Pod
     * @param pod name of the Pod
     */
    static FetchResult parse(String told, String namespace, String pod) {
        return FetchMessage.read(
                Objects.requireNonNullElse(told, ""), "kubectl logs -n %s %s -c fetch".formatted(namespace, pod));
    }

    /** Reads the termination message of a container that watches, and that ended for it had no answer. Total. */
    static FetchFailed parseWatch(String told, String namespace, String pod, String container) {
        var logs = "kubectl logs -n %s %s -c %s --previous".formatted(namespace, pod, container);
        return FetchMessage.read(Objects.requireNonNullElse(told, ""), logs) instanceof FetchFailed failed
                ? failed
                : new FetchFailed(
                        FailureReasons.BUILDER_FAILED, "the watch ended without telling why; see " + logs, null, true);
    }
}
