package dev.onggi.operator.localregistry;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a Pod of the canary tells. */
final class CanaryPods {

    private static final Set<String> PULL_FAILURES =
            Set.of("ErrImagePull", "ImagePullBackOff", "RegistryUnavailable", "ImageInspectError", "InvalidImageName");

    private static final Pattern BACK_OFF = Pattern.compile("^Back-off pulling image \"[^\"]*\": (ErrImagePull: )?");

    private CanaryPods() {}

    /**
     * Whether the Pod's image was pulled. It counts that it was, not that the Pod is ready now: a node that has gone down
     * since has nothing to do with the registry.
     */
    static boolean hasPulled(Pod pod) {
        return containers(pod).stream()
                .anyMatch(container -> pullFailure(container).isEmpty()
                        && container.getImageID() != null
                        && !container.getImageID().isEmpty());
    }

    /**
     * Whether the node no longer tells what the Pod does: the control plane then takes the Pod for not ready, whose
     * container was running and ready when the node was last heard of.
     */
    static boolean isOnSilentNode(Pod pod) {
        return containers(pod).stream().allMatch(container -> Boolean.TRUE.equals(container.getReady()))
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("False"));
    }

    /** The container that waits for an image that could not be pulled. */
    static Optional<ContainerStatus> pullFailure(Pod pod) {
        return containers(pod).stream()
                .filter(container -> pullFailure(container).isPresent())
                .findFirst();
    }

    /**
     * What the node's runtime said. While the kubelet waits it puts words of its own before it; they are taken away, for
     * the cause is the same.
     */
    static String cause(ContainerStatus container) {
        var message =
                Objects.requireNonNullElse(container.getState().getWaiting().getMessage(), "");
        return BACK_OFF.matcher(message).replaceFirst("");
    }

    /** The node that the Pod is on. */
    static String node(Pod pod) {
        return Objects.requireNonNullElse(pod.getSpec().getNodeName(), "");
    }

    private static Optional<String> pullFailure(ContainerStatus container) {
        return Optional.ofNullable(container.getState())
                .map(state -> state.getWaiting())
                .map(waiting -> waiting.getReason())
                .filter(PULL_FAILURES::contains);
    }

    private static List<ContainerStatus> containers(Pod pod) {
        return pod.getStatus() == null ? List.of() : pod.getStatus().getContainerStatuses();
    }
}
