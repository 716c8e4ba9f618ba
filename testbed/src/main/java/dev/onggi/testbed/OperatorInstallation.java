package dev.onggi.testbed;

import java.time.Duration;
import java.util.List;

/** The operator and its node agents, installed in a cluster from {@code deploy/} as a user would install them. */
public final class OperatorInstallation {

    /** Where the operator runs. */
    public static final String NAMESPACE = "onggi-system";

    /** Where the node agents run. */
    public static final String NODE_NAMESPACE = "onggi-node";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final TestCluster cluster;

    private OperatorInstallation(TestCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Builds the operator's image from what Maven packaged, loads it into the cluster, applies the manifests, and waits
     * until the operator is available and an agent runs on every node. Where all of that is so already it changes nothing.
     *
     * @throws IllegalStateException when it does not get ready in three minutes; the message tells what the cluster says
     */
    public static OperatorInstallation into(TestCluster cluster) {
        var image = OperatorImage.build(Testbed.ofThisProject());
        var manifests = new InstallManifests(Testbed.ofThisProject().root(), cluster.kind(), image);
        if (!image.runsIn(cluster)) {
            cluster.loadImage(image.name());
        }
        cluster.kubectl(
                "apply",
                "--server-side",
                "--force-conflicts",
                "-k",
                manifests.write().visibleTo(cluster));
        var installation = new OperatorInstallation(cluster);
        installation.awaitReady();
        return installation;
    }

    /** Waits until the newest manifests are rolled out; also after the operator was killed. */
    public void awaitReady() {
        awaitRollout(NAMESPACE, "deployment/onggi-operator");
        awaitRollout(NODE_NAMESPACE, "daemonset/onggi-node-agent");
    }

    private void awaitRollout(String namespace, String workload) {
        try {
            cluster.kubectl("rollout", "status", workload, "-n", namespace, "--timeout=" + PATIENCE.toSeconds() + "s");
        } catch (CommandFailedException e) {
            throw new IllegalStateException(
                    workload + " did not get ready.\n" + new Diagnosis(cluster).of(namespace), e);
        }
    }

    /** What the operator has logged since its container started. */
    public String log() {
        return cluster.kubectl("logs", "deployment/onggi-operator", "-n", NAMESPACE);
    }

    /** Ends the operator's process by SIGKILL, so that it has no time for anything; the kubelet starts it again. */
    public void kill() {
        for (var id : containers()) {
            cluster.onNode("ctr", "-n", "k8s.io", "tasks", "kill", "--signal", "SIGKILL", id);
        }
    }

    private List<String> containers() {
        return cluster
                .client()
                .pods()
                .inNamespace(NAMESPACE)
                .withLabel("app.kubernetes.io/name", "onggi-operator")
                .list()
                .getItems()
                .stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .filter(container -> container.getState().getRunning() != null)
                .map(container -> container.getContainerID().replaceFirst("^containerd://", ""))
                .toList();
    }
}
