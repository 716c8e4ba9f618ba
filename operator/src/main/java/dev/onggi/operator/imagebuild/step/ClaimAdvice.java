package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.ImageBuildSpec.CacheMode;
import dev.onggi.operator.model.ImageBuildNames;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to do where a Pod waits for a volume that another node, or another Pod, has. Kubernetes says that there is a
 * conflict; it does not say with whom where the other one is on another node.
 */
public final class ClaimAdvice {

    /** Of a volume that is of one node for good; the words of Kubernetes up to 1.33, and from 1.34. */
    private static final List<String> OTHER_NODE =
            List.of("volume node affinity conflict", "didn't match PersistentVolume's node affinity");

    private static final List<String> CONFLICTS = Stream.concat(
                    OTHER_NODE.stream(),
                    Stream.of("Multi-Attach error", "ReadWriteOncePod", "already exclusively attached"))
            .toList();

    private ClaimAdvice() {}

    /**
     * Advice to add to a message.
     *
     * @param words what the kubelet or the scheduler say
     */
    static String of(BuildContext context, Pod pod, String words, Cluster cluster) {
        var claim = context.imageBuild().getSpec().source().persistentVolumeClaim();
        if (claim == null) {
            return context.plan().cacheMode() == CacheMode.VOLUME
                    ? ofCache(
                            new ImageBuildNames(
                                            context.imageBuild().getMetadata().getName())
                                    .cache(),
                            pod,
                            words)
                    : "";
        }
        if (CONFLICTS.stream().noneMatch(words::contains)) {
            return "";
        }
        var users = cluster.usersOf(claim.claimName(), pod);
        var who = users.isEmpty() ? "" : ", which " + String.join(", ", users) + users(users);
        return "; the source is the claim %s%s: stop what uses it, give it the access mode ReadOnlyMany or ReadWriteMany, or bring the build to its node by spec.builder.nodeSelector"
                .formatted(claim.claimName(), who);
    }

    /**
     * Advice to add to a message about a Pod whose only claim has a cache, which nobody needs.
     *
     * @param words what the scheduler says
     */
    public static String ofCache(String claim, Pod pod, String words) {
        return OTHER_NODE.stream().noneMatch(words::contains)
                ? ""
                : "; the cache is the claim %2$s, whose volume is of one node: wait until that takes Pods again, or begin with an empty cache: kubectl delete pvc -n %1$s %2$s --wait=false, then kubectl delete pod -n %1$s %3$s"
                        .formatted(
                                pod.getMetadata().getNamespace(),
                                claim,
                                pod.getMetadata().getName());
    }

    private static String users(List<String> users) {
        return users.size() == 1 ? " uses" : " use";
    }
}
