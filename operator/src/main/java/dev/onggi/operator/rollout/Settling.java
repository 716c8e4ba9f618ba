package dev.onggi.operator.rollout;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

/**
 * How long it takes until Pods count as available. A container without a readiness probe is ready as soon as it runs, also
 * one that ends in the next moment: a workload whose minReadySeconds is 0, the default, is complete then for that moment,
 * and an image that only crashes would be called good.
 */
public final class Settling {

    /** As long as Pods of an ImageBuild's own Deployment have to stay ready. */
    private static final Duration LEAST = Duration.ofSeconds(3);

    private Settling() {}

    /** The time that is left until all of some Pods have been ready for long enough; empty where they have. */
    public static Optional<Duration> left(Collection<Pod> pods, Instant now) {
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> !hasReadinessProbe(pod))
                .map(pod -> readySince(pod)
                        .map(since -> Duration.between(now, since.plus(LEAST)))
                        .orElse(LEAST))
                .filter(Duration::isPositive)
                .max(Duration::compareTo);
    }

    private static boolean hasReadinessProbe(Pod pod) {
        return pod.getSpec().getContainers().stream().anyMatch(container -> container.getReadinessProbe() != null);
    }

    private static Optional<Instant> readySince(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()))
                .map(PodCondition::getLastTransitionTime)
                .filter(Objects::nonNull)
                .map(Instant::parse)
                .findFirst();
    }
}
