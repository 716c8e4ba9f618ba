package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.BuildEngine;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.regex.Pattern;

/** A build Pod whose kubelet says that it cannot give it a user namespace; with engine Auto another engine is taken. */
public final class UnsupportedNode {

    /**
     * Words of the kubelet, of containerd and of CRI-O about a runtime or kernel that is too old
     * (https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/#before-you-begin).
     */
    private static final Pattern WORDS = Pattern.compile(
            "does(?: not|n't) support user namespaces|user namespaces? (?:is|are) not supported|idmap(?:ped)? mounts? (?:is|are) not supported"
                    + "|does(?: not|n't) support idmap",
            Pattern.CASE_INSENSITIVE);

    private UnsupportedNode() {}

    /** Whether a warning about a Pod means that, and there is another engine to take. */
    static boolean isMeant(BuildContext context, Pod pod, String warning) {
        var wanted = context.imageBuild().getSpec().builder().engine();
        return (wanted == null || wanted == BuildEngine.AUTO)
                && !BuildEngine.ROOTLESS
                        .text()
                        .equals(pod.getMetadata().getAnnotations().get(Labels.ENGINE))
                && isMeant(warning);
    }

    /** Whether a warning about a Pod means that. */
    public static boolean isMeant(String warning) {
        return WORDS.matcher(warning).find();
    }

    /** The node of a Pod, as a sentence calls it. */
    public static String node(Pod pod) {
        return pod.getSpec() == null || pod.getSpec().getNodeName() == null
                ? "a node"
                : "node " + pod.getSpec().getNodeName();
    }

    /** The build is tried again, which takes the other engine. */
    static Outcome next(BuildContext context, Progress progress, Pod pod, String warning) {
        return FailedEnd.failed(
                context,
                progress,
                pod,
                Optional.empty(),
                FailedEnd.failure(
                        ImageBuildReasons.NODE_UNSUPPORTED,
                        "%s has no user namespaces for Pods (%s), so builds take engine Rootless for the next hour where it is admitted; upgrade the node's runtime and kernel, or keep builds away from it with spec.builder.nodeSelector"
                                .formatted(node(pod), warning.strip())),
                true,
                context.now());
    }
}
