package dev.onggi.operator.builder;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Objects;

/** What a builder's Pod is good for. Pure. */
enum BuilderState {

    /** Its containers run. */
    RUNNING,
    /** It starts. */
    STARTING,
    /** It is on its way out. */
    LEAVING,
    /** A part of it has ended, without which the others are of no use. */
    BROKEN;

    static BuilderState of(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return LEAVING;
        }
        var status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
        if ("Succeeded".equals(status.getPhase())
                || "Failed".equals(status.getPhase())
                || status.getContainerStatuses().stream().anyMatch(BuilderState::hasEnded)) {
            return BROKEN;
        }
        return "Running".equals(status.getPhase()) && status.getPodIP() != null ? RUNNING : STARTING;
    }

    private static boolean hasEnded(ContainerStatus container) {
        return container.getState() != null && container.getState().getTerminated() != null;
    }
}
