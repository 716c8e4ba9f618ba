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
    private static final String EXTERNAL = "registry.example.com";

    @Test
    void shouldPullByTheLoopbackProxyThenByTheNodePortThenByAnExternalNameWhenTheModeIsChanged(
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

        // When: an admin has told the nodes by himself where a name leads to
        try (var known = NodeName.of(workspace, EXTERNAL)) {
            workspace.apply(Workspace.REGISTRY + "spec: {access: {nodes: {mode: External, externalHost: " + known.name()
                    + "}}}\n");

            // Then
            await("the status has the name")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    workspace.registry("registry").getStatus().pullAddress())
                            .isEqualTo(EXTERNAL));
            nodes.await("True", "has pulled from the registry");
            assertThat(images(cluster)).contains(EXTERNAL + "/onggi/canary@sha256:");
        }
    }

    /** A name by which a node reaches a registry, in its own configuration: the host file, the CA, and what the runtime reads. */
    private record NodeName(TestCluster cluster, String name, String service) implements AutoCloseable {

        static NodeName of(Workspace workspace, String name) {
            var cluster = workspace.cluster();
            var client = cluster.client();
            var service = "registry." + workspace.namespace() + ".svc";
            var address = client.services()
                    .inNamespace(workspace.namespace())
                    .withName("registry")
                    .get()
                    .getSpec()
                    .getClusterIP();
            var ca = client.secrets()
                    .inNamespace(workspace.namespace())
                    .withName("registry-ca")
                    .get()
                    .getData()
                    .get("ca.crt");
            var directory = cluster.kind().certsDirectory() + "/" + name;
            cluster.onNode("sh", "-c", """
                    echo '%s %s' >>/etc/hosts
                    mkdir -p %3$s && echo %4$s | base64 -d >%3$s/ca.crt
                    printf '[host."https://%2$s:5000"]\n  capabilities = ["pull", "resolve"]\n  ca = "%3$s/ca.crt"\n' >%3$s/hosts.toml
                    """.formatted(address, service, directory, ca));
            return new NodeName(cluster, name, service);
        }

        /** The host file of a container is a mount, which cannot be replaced. */
        @Override
        public void close() {
            cluster.onNode("sh", "-c", """
                    rm -r %s/%s && grep -v ' %s$' /etc/hosts >/tmp/hosts && cat /tmp/hosts >/etc/hosts && rm /tmp/hosts
                    """.formatted(cluster.kind().certsDirectory(), name, service));
        }
    }

    private static String images(TestCluster cluster) {
        return cluster.onNode("ctr", "-n", "k8s.io", "images", "ls", "-q");
    }

    private static String proxies(TestCluster cluster) {
        return cluster.kubectl("get", "pods", "-n", "onggi-node", "-o", "name");
    }
}
