package dev.onggi.operator.imagebuild.step;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A Pod whose time to end is long over: its kubelet does not answer, most likely because the node is lost. Nobody but the
 * kubelet, or whoever knows that the node is off, may say that it has ended: two builds must not write to one claim.
 */
public final class LostNode {

    /** The kubelet needs a while after the Pod's grace period to tell of its end. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    private LostNode() {}

    /** What to say and do about it; empty where the Pod may yet end in order. */
    public static Optional<String> of(Pod pod, Instant now) {
        var node = pod.getSpec() == null ? null : pod.getSpec().getNodeName();
        return node == null || due(pod, now).isPresent() || !isAwaited(pod)
                ? Optional.empty()
                : Optional.of(
                        ", but node %s does not say that it has ended; see kubectl get node %s. If the node is off for good: kubectl delete node %s, or kubectl delete pod -n %s %s --force; the next build starts then"
                                .formatted(
                                        node,
                                        node,
                                        node,
                                        pod.getMetadata().getNamespace(),
                                        pod.getMetadata().getName()));
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
