package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.rollout.PodTrouble;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** Why a Pod of a workload of somebody else cannot pull: the template is not ours, so the Secret may not be in it. */
final class TargetPull {

    private TargetPull() {}

    /** What to do about the trouble of a Pod, behind its sentence; empty where it has what it needs to pull. */
    static String advice(BuildContext context, PodTrouble trouble) {
        var rollout = context.imageBuild().getSpec().rollout();
        if (rollout.target() == null || !PodTrouble.IMAGE_PULL.equals(trouble.reason())) {
            return "";
        }
        return context.pushTarget()
                .pullSecret()
                .filter(secret -> lacks(context, trouble.pod(), secret))
                .map(secret ->
                        ". The Pod has no Secret of the registry to pull with: name %s in imagePullSecrets of the template of %s, or of its ServiceAccount"
                                .formatted(secret, rollout.target().workload()))
                .orElse("");
    }

    /** The Pod itself has those of its ServiceAccount as well: admission wrote them into it. */
    private static boolean lacks(BuildContext context, String name, String secret) {
        return context.workloadPods().stream()
                .filter(pod -> pod.getMetadata().getName().equals(name))
                .findFirst()
                .flatMap(pod -> secretsOf(pod, secret))
                .isEmpty();
    }

    private static Optional<String> secretsOf(Pod pod, String secret) {
        return pod.getSpec().getImagePullSecrets().stream()
                .map(reference -> reference.getName())
                .filter(secret::equals)
                .findFirst();
    }
}
