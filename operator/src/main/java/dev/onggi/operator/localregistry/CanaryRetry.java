package dev.onggi.operator.localregistry;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which canaries shall try again at once. A kubelet waits longer after each failed pull, up to five minutes, and does not
 * learn that the cause is gone; a new Pod starts without that wait.
 *
 * <p>A canary is replaced when something that could have been the cause has been put right after the canary was made.
 * The new one is younger than that repair, so each repair costs one Pod for each failing node, and no more.
 *
 * @param replace canaries to delete now
 * @param lookAgain after which time to decide again, where a repair is too young to have come to effect
 */
record CanaryRetry(List<Pod> replace, Optional<Duration> lookAgain) {

    /** What a node agent may need until its node's runtime reads what was repaired. */
    static final Duration EFFECT = Duration.ofSeconds(3);

    /**
     * Decides.
     *
     * @param registryReady when the registry's Pod became ready
     */
    static CanaryRetry decide(
            List<Pod> canaries, NodeAccessState.Granted access, Optional<Instant> registryReady, Instant now) {
        var replace = new ArrayList<Pod>();
        var waits = new ArrayList<Duration>();
        for (var canary : canaries) {
            if (canary.isMarkedForDeletion() || CanaryPods.pullFailure(canary).isEmpty()) {
                continue;
            }
            var repaired = lastRepair(canary, access, registryReady);
            if (repaired.isEmpty() || !created(canary).isBefore(repaired.get())) {
                continue;
            }
            var wait = Duration.between(now, repaired.get().plus(EFFECT));
            if (wait.isPositive()) {
                waits.add(wait);
            } else {
                replace.add(canary);
            }
        }
        return new CanaryRetry(List.copyOf(replace), waits.stream().min(Duration::compareTo));
    }

    private static Optional<Instant> lastRepair(
            Pod canary, NodeAccessState.Granted access, Optional<Instant> registryReady) {
        var repair = Optional.ofNullable(access.repairs().get(CanaryPods.node(canary)));
        return Stream.of(access.written(), repair, registryReady)
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }

    private static Instant created(Pod pod) {
        return Instant.parse(pod.getMetadata().getCreationTimestamp());
    }
}
