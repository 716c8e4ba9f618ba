package dev.onggi.operator.imagebuild.step;

import java.util.regex.Pattern;

/**
 * What the kubelet says of a Pod that it evicts for the disk that it takes
 * (https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/eviction/helpers.go and eviction_manager.go).
 */
final class StorageEviction {

    /** So often a build may be evicted for what its node lacks; then it is the build that takes too much for it. */
    static final int ATTEMPTS = 5;

    private static final String EVICTED = "Evicted";

    private static final Pattern LIMIT = Pattern.compile("ephemeral local storage usage exceeds the total limit"
            + "|exceeded its local ephemeral storage limit"
            + "|^Usage of EmptyDir volume .* exceeds the limit");

    private static final Pattern NODE = Pattern.compile("^The node was low on resource: ephemeral-storage\\b");

    private StorageEviction() {}

    /** Whether the Pod took more than it may: it would the next time. */
    static boolean isForItsLimit(String reason, String message) {
        return EVICTED.equals(reason) && LIMIT.matcher(message).find();
    }

    /** Whether the node's disk is nearly full, which may be this build's doing or another Pod's. */
    static boolean isForItsNode(PodObservation.Interrupted interrupted) {
        return EVICTED.equals(interrupted.reason())
                && NODE.matcher(interrupted.message()).find();
    }

    /** What to do about the one. */
    static String limitReached(String words, String describe) {
        return "the build took more disk than it may (%s); raise spec.builder.resources.limits.ephemeral-storage; see %s"
                .formatted(words.strip(), describe);
    }

    /** What to do about the other. */
    static String nodeExhausted(int attempts, String words, String describe) {
        return "the node of attempt %d, the last one, was low on disk as well (%s); make room on the nodes, or ask for as much as the build takes in spec.builder.resources.requests.ephemeral-storage, so that it runs where there is room; see %s"
                .formatted(attempts, words.strip(), describe);
    }
}
