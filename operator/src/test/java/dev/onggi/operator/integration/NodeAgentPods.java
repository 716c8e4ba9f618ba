package dev.onggi.operator.integration;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Plays the node agents of nodes, as their Pods' status shows them. */
record NodeAgentPods(KubernetesClient client) {

    static final String WORKS = """
            {"runtime":"containerd","configPath":["/etc/containerd/certs.d"],"hostsConfig":true,"cause":"","refused":{}}""";

    static final String CANNOT = """
            {"runtime":"docker","configPath":["/etc/docker/certs.d"],"hostsConfig":false,"cause":"Docker cannot","refused":{}}""";

    private static final String NAMESPACE = "onggi-node";

    /** An agent has inspected its node, and runs. */
    void inspected(String node, String report) {
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name(node))
                        .withNamespace(NAMESPACE)
                        .addToLabels("app.kubernetes.io/name", "onggi-node-agent")
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName(node)
                        .withServiceAccountName("onggi-node-agent")
                        .addNewInitContainer()
                        .withName("inspect")
                        .withImage("image")
                        .endInitContainer()
                        .addNewContainer()
                        .withName("agent")
                        .withImage("image")
                        .endContainer()
                        .addNewContainer()
                        .withName("tell")
                        .withImage("image")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        editStatus(node, pod -> {
            var status = pod.getStatus();
            status.setInitContainerStatuses(List.of(ended("inspect")
                    .withNewState()
                    .withNewTerminated()
                    .withExitCode(0)
                    .withFinishedAt(now())
                    .withMessage(report)
                    .endTerminated()
                    .endState()
                    .build()));
            return pod;
        });
    }

    /** An agent has told something: the container that does so has ended with it, and was started again. */
    void told(String node, String report) {
        editStatus(node, pod -> {
            pod.getStatus()
                    .setContainerStatuses(List.of(ended("tell")
                            .withNewState()
                            .withNewRunning(now())
                            .endState()
                            .withNewLastState()
                            .withNewTerminated()
                            .withExitCode(0)
                            .withFinishedAt(now())
                            .withMessage(report)
                            .endTerminated()
                            .endLastState()
                            .build()));
            return pod;
        });
    }

    /** The node has gone. */
    void gone(String node) {
        pod(node).withGracePeriod(0).delete();
    }

    private PodResource pod(String node) {
        return client.pods().inNamespace(NAMESPACE).withName(name(node));
    }

    private static String name(String node) {
        return "onggi-node-agent-" + node;
    }

    private static ContainerStatusBuilder ended(String name) {
        return new ContainerStatusBuilder()
                .withName(name)
                .withImage("image")
                .withImageID("")
                .withReady(false)
                .withRestartCount(0);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Tries again where the operator annotates the Pod in the same moment, as the kubelet does. */
    private void editStatus(String node, UnaryOperator<Pod> edit) {
        await("status of the agent of " + node)
                .ignoreException(KubernetesClientException.class)
                .until(() -> pod(node).editStatus(edit), Objects::nonNull);
    }
}
