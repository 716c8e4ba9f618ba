package dev.onggi.operator.imagebuild.step;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/**
 * What to do where a Pod waits for a volume that another node, or another Pod, has. Kubernetes says that there is a
 * conflict; it does not say with whom where the other one is on another node.
 */
final class ClaimAdvice {

    private static final List<String> CONFLICTS = List.of(
            "Multi-Attach error", "volume node affinity conflict", "ReadWriteOncePod", "already exclusively attached");

    private ClaimAdvice() {}

    /**
     * Advice to add to a message.
     *
     * @param words what the kubelet or the scheduler say
     */
    static String of(BuildContext context, Pod pod, String words, Cluster cluster) {
        var claim = context.imageBuild().getSpec().source().persistentVolumeClaim();
        if (claim == null || CONFLICTS.stream().noneMatch(words::contains)) {
            return "";
        }
        var users = cluster.usersOf(claim.claimName(), pod);
        var who = users.isEmpty() ? "" : ", which " + String.join(", ", users) + users(users);
        return "; the source is the claim %s%s: stop what uses it, give it the access mode ReadOnlyMany or ReadWriteMany, or bring the build to its node by spec.builder.nodeSelector"
                .formatted(claim.claimName(), who);
    }

    private static String users(List<String> users) {
        return users.size() == 1 ? " uses" : " use";
    }
}
