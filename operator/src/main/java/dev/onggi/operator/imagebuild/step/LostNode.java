package dev.onggi.operator.imagebuild.step;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A Pod whose kubelet does not answer, most likely because the node is lost. Nobody but the kubelet, or whoever knows that the
 * node is off, may say that it has ended: two builds must not write to one claim.
 */
public final class LostNode {

    /** The kubelet needs a while after the Pod's grace period to tell of its end. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    private LostNode() {}

    /** What to say and do about one whose time to end is long over; empty where it may yet end in order. */
    public static Optional<String> of(Pod pod, Instant now) {
        return due(pod, now).isPresent() || !isAwaited(pod)
                ? Optional.empty()
                : node(pod)
                        .map(node -> ", but node %s does not say that it has ended%s".formatted(node, next(pod, node)));
    }

    /**
     * What to say and do about one that is at work as far as is known; empty where nothing tells that it is not. The cluster
     * marks the Pods of a node that falls silent as not ready, whose containers were, and takes them away five minutes later.
     */
    public static Optional<String> ofRunning(Pod pod) {
        return isMarked(pod)
                ? node(pod)
                        .map(node -> ", as far as is known, but the cluster has lost contact with node %s%s"
                                .formatted(node, next(pod, node)))
                : Optional.empty();
    }

    private static Optional<String> node(Pod pod) {
        return Optional.ofNullable(pod.getSpec()).map(PodSpec::getNodeName);
    }

    private static String next(Pod pod, String node) {
        return "; see kubectl get node %s. If the node is off for good: kubectl delete node %s, or kubectl delete pod -n %s %s --force; the next build starts then"
                .formatted(
                        node,
                        node,
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName());
    }

    /** A kubelet says both of a Pod without readiness gates, or none. */
    private static boolean isMarked(Pod pod) {
        return has(pod, "ContainersReady", "True") && has(pod, "Ready", "False");
    }

    private static boolean has(Pod pod, String type, String status) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(
                                condition -> type.equals(condition.getType()) && status.equals(condition.getStatus()));
    }

    /** When to look again whether it has ended, where its time is not over. */
    static Optional<Duration> due(Pod pod, Instant now) {
        if (!isAwaited(pod)) {
            return Optional.empty();
        }
        // the API server sets it to the end of the grace period
        var end = Instant.parse(pod.getMetadata().getDeletionTimestamp()).plus(SLACK);
        return Optional.of(Duration.between(now, end)).filter(Duration::isPositive);
    }

    private static boolean isAwaited(Pod pod) {
        return !SharedBuild.is(pod) && pod.getMetadata().getDeletionTimestamp() != null;
    }
}
