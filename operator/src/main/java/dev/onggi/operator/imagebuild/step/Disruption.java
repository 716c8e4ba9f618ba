package dev.onggi.operator.imagebuild.step;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Objects;
import java.util.Optional;

/**
 * That somebody took a Pod away which would have worked on: an eviction, a preemption, a taint of its node, the collection of
 * Pods whose node is gone (https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-conditions), or
 * whoever deleted it. Its containers tell of a failure then that is none.
 *
 * @param reason who did it, in a word
 * @param message what is known of it
 */
record Disruption(String reason, String message) {

    private static final String CONDITION = "DisruptionTarget";

    /** A container that a signal ended: SIGKILL, SIGTERM. */
    private static final int KILLED = 137;

    private static final int TERMINATED = 143;

    static Optional<Disruption> of(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> CONDITION.equals(condition.getType()) && "True".equals(condition.getStatus()))
                .findFirst()
                .map(Disruption::of)
                .or(() -> Optional.of(new Disruption("Deleted", "somebody deleted the Pod while it was at work"))
                        .filter(deleted -> pod.getMetadata().getDeletionTimestamp() != null && wasStopped(pod)));
    }

    private static Disruption of(PodCondition condition) {
        var reason = Objects.requireNonNullElse(condition.getReason(), CONDITION);
        return new Disruption(reason, Objects.requireNonNullElse(condition.getMessage(), reason));
    }

    private static boolean wasStopped(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .map(ContainerStatus::getState)
                .filter(state -> state != null && state.getTerminated() != null)
                .map(state -> state.getTerminated().getExitCode())
                .anyMatch(code -> Objects.equals(code, KILLED) || Objects.equals(code, TERMINATED));
    }
}
