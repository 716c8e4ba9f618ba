package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ways for nodes to pull that are not by files of the runtime, each seen to pull. */
@ExtendWith(E2eCluster.class)
class NodeModesE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void shouldPullByTheLoopbackProxyAndThenByTheNodePortWhenTheModeIsChanged(
            TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        var nodes = new NodesCanPull(workspace);

        // When
        var registry = workspace.applyRegistry(Workspace.REGISTRY + "spec: {access: {nodes: {mode: LoopbackProxy}}}\n");

        // Then
        var loopback = registry.getStatus().pullAddress();
        assertThat(loopback).startsWith("127.0.0.1:");
        assertThat(registry.getStatus().nodes().summary()).isEqualTo("1/1");
        assertThat(images(cluster)).contains(loopback + "/onggi/canary@sha256:");
        assertThat(proxies(cluster)).contains("onggi-proxy-");

        // When
        workspace.apply(Workspace.REGISTRY + "spec: {access: {nodes: {mode: NodePort}}}\n");

        // Then
        nodes.await("True", "whose port is open on every interface of every node");
        var port = workspace.registry("registry").getStatus().pullAddress();
        assertThat(port).startsWith("localhost:");
        assertThat(images(cluster)).contains(port + "/onggi/canary@sha256:");
        await("the proxy is gone")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(proxies(cluster)).doesNotContain("onggi-proxy-"));
        assertThat(cluster.onNode("ls", cluster.kind().certsDirectory())).doesNotContain(loopback);
    }

    private static String images(TestCluster cluster) {
        return cluster.onNode("ctr", "-n", "k8s.io", "images", "ls", "-q");
    }

    private static String proxies(TestCluster cluster) {
        return cluster.kubectl("get", "pods", "-n", "onggi-node", "-o", "name");
    }
}
