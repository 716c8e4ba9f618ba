package dev.onggi.testbed;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Which cluster it is, and why.
 *
 * @param kind what it is
 * @param source path of the kubeconfig of an existing cluster, else the image of the node
 * @param reason why this one, as the end of a sentence
 */
record ClusterChoice(ClusterKind kind, String source, String reason) {

    /** Variable that names the kubeconfig of a cluster to use. */
    static final String KUBECONFIG = "ONGGI_TEST_KUBECONFIG";

    /** The same version of Kubernetes as the testbed's node has. */
    static final String K3S_IMAGE = "rancher/k3s:v1.36.3-k3s1";

    /**
     * Takes what was asked for, else what can be pulled, else what the testbed makes.
     *
     * @param environment variables of this process
     * @param images asked for k3s
     * @param testbedNode gives the name of the testbed's node image, after it has made it where it was missing
     */
    static ClusterChoice make(Map<String, String> environment, ImageSource images, Supplier<String> testbedNode) {
        var kubeconfig = environment.getOrDefault(KUBECONFIG, "");
        if (!kubeconfig.isBlank()) {
            return new ClusterChoice(ClusterKind.EXISTING, kubeconfig, KUBECONFIG + " names it");
        }
        if (images.isPresent(K3S_IMAGE)) {
            return new ClusterChoice(ClusterKind.K3S, K3S_IMAGE, "Docker has its image");
        }
        return images.pull(K3S_IMAGE)
                .map(problem -> new ClusterChoice(
                        ClusterKind.TESTBED,
                        testbedNode.get(),
                        K3S_IMAGE + " cannot be pulled (" + problem.strip() + ")"))
                .orElseGet(() -> new ClusterChoice(ClusterKind.K3S, K3S_IMAGE, "its image was pulled"));
    }

    /** The one line for the log. */
    String sentence() {
        var what = switch (kind) {
            case EXISTING -> "the cluster of " + source;
            case K3S -> "k3s from " + source;
            case TESTBED -> "the testbed's node " + source;
        };
        return "Cluster: " + what + ", because " + reason + ".";
    }
}
