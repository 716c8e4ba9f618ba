package dev.onggi.operator.imagebuild.step;

import io.fabric8.kubernetes.api.model.Pod;

/** Which Pods hold a claim on their nodes. Pure. */
public final class ClaimUsers {

    private ClaimUsers() {}

    /** Whether a Pod has a claim on a node: it runs, or is about to. */
    public static boolean uses(Pod pod, String claim) {
        return pod.getSpec().getNodeName() != null
                && !PodObservation.isFinished(pod)
                && pod.getSpec().getVolumes().stream()
                        .map(volume -> volume.getPersistentVolumeClaim())
                        .anyMatch(used -> used != null && claim.equals(used.getClaimName()));
    }

    /** How messages name it. */
    public static String description(Pod pod) {
        return "Pod %s on node %s"
                .formatted(pod.getMetadata().getName(), pod.getSpec().getNodeName());
    }
}
