package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.ModeCount;
import dev.onggi.operator.status.Conditions;
import dev.onggi.testbed.ReadyWait;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ways in which a real node pulls; and each thing that this rests on broken in turn. */
@ExtendWith(E2eCluster.class)
class NodeAccessE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void shouldPullThroughTheLoopbackAlsoWhenTheRegistryWasReplacedAndLeaveNothing(
            TestCluster cluster, TestNamespace namespace) {
        // When
        var registry = apply(cluster, namespace, "{mode: LoopbackProxy}");

        // Then
        var address = registry.getStatus().pullAddress();
        assertThat(address).startsWith("127.0.0.1:");
        assertThat(registry.getStatus().nodes().modes()).containsExactly(new ModeCount("LoopbackProxy", 1));
        assertThat(canaryImages(cluster, namespace)).startsWith(address + "/onggi/canary@sha256:");

        // When: another registry Pod, and a node that pulls anew
        cluster.kubectl("delete", "pods", "-n", namespace.name(), "-l", "app.kubernetes.io/name=registry");
        cluster.kubectl("delete", "pods", "-n", namespace.name(), "-l", "app.kubernetes.io/name=canary");

        // Then
        await().atMost(PATIENCE)
                .until(() -> condition(cluster, namespace, "Ready").status(), "True"::equals);

        // When
        cluster.kubectl("delete", "-n", namespace.name(), "localregistry/registry", "--timeout=60s");

        // Then
        assertThat(cluster.kubectl("get", "daemonsets", "-n", "onggi-node", "-o", "name"))
                .doesNotContain("onggi-proxy-");
        await().atMost(PATIENCE)
                .until(() ->
                        !cluster.onNode("ls", cluster.kind().certsDirectory()).contains(address));
    }

    @Test
    void shouldPullThroughTheNodePort(TestCluster cluster, TestNamespace namespace) {
        // When
        var registry = apply(cluster, namespace, "{mode: NodePort}");

        // Then
        assertThat(registry.getStatus().pullAddress()).startsWith("localhost:");
        assertThat(canaryImages(cluster, namespace)).startsWith("localhost:");
        assertThat(condition(cluster, namespace, "NodesCanPull").message()).contains("open on every interface");
    }

    @Test
    void shouldPutTheDirectoryRightWhenItIsDamagedOrDeleted(TestCluster cluster, TestNamespace namespace) {
        // Given
        var registry = apply(cluster, namespace, "{mode: HostsConfig}");
        var directory = directory(cluster, registry);
        var authority = cluster.onNode("cat", directory + "/ca.crt");

        // When
        cluster.onNode("sh", "-c", "echo 'another CA' > " + directory + "/ca.crt");

        // Then
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> cluster.onNode("cat", directory + "/ca.crt").equals(authority));

        // When
        cluster.onNode("rm", "-rf", directory);

        // Then
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> cluster.onNode("cat", directory + "/ca.crt").equals(authority));
        assertThat(condition(cluster, namespace, "NodesCanPull").status()).isEqualTo("True");
    }

    @Test
    void shouldNameTheNodeWhenADirectoryIsForeignAndGoOnWhenItHasGone(TestCluster cluster, TestNamespace namespace) {
        // Given
        var directory = directory(cluster, apply(cluster, namespace, "{mode: HostsConfig}"));

        // When
        cluster.onNode(
                "sh",
                "-c",
                "mkdir /tmp/foreign && echo '# of an administrator' > /tmp/foreign/hosts.toml && rm -rf %1$s && mv /tmp/foreign %1$s"
                        .formatted(directory));

        // Then
        var told = awaitCondition(cluster, namespace, "NodesCanPull", "False");
        assertThat(told.reason()).isEqualTo("NodesCannotPull");
        assertThat(told.message()).contains("DirectoryForeign", "somebody else's");
        assertThat(cluster.onNode("cat", directory + "/hosts.toml")).contains("of an administrator");

        // When
        cluster.onNode("rm", "-rf", directory);

        // Then
        awaitCondition(cluster, namespace, "NodesCanPull", "True");
        assertThat(cluster.onNode("cat", directory + "/hosts.toml")).contains("managed by onggi");
    }

    @Test
    void shouldTellAndRecoverWhenTheRegistryIsDown(TestCluster cluster, TestNamespace namespace) {
        // Given
        apply(cluster, namespace, "{mode: Auto}");
        var node = cluster.kubectl("get", "nodes", "-o", "jsonpath={.items[0].metadata.name}");

        // When: its Pod has gone and cannot come back
        cluster.kubectl("cordon", node);
        try {
            cluster.kubectl("delete", "pods", "-n", namespace.name(), "-l", "app.kubernetes.io/name=registry");

            // Then
            var told = awaitCondition(cluster, namespace, "Available", "False");
            assertThat(told.message()).contains("kubectl");
            awaitCondition(cluster, namespace, "Ready", "False");
        } finally {
            cluster.kubectl("uncordon", node);
        }

        // Then
        awaitCondition(cluster, namespace, "Ready", "True");
    }

    @Test
    void shouldTakeTheProxyWhenTheNodesConfigurationNoLongerNamesTheDirectory(
            TestCluster cluster, TestNamespace namespace) {
        // Given
        var registry = apply(cluster, namespace, "{mode: Auto}");
        assertThat(registry.getStatus().nodes().modes()).containsExactly(new ModeCount("HostsConfig", 1));
        var file = "/etc/containerd/config.toml";
        cluster.onNode("cp", file, "/tmp/config.toml");

        // When: as if it had been so when containerd was started
        cluster.onNode("sed", "-i", "/config_path/d", file);
        try {

            // Then
            await().atMost(PATIENCE)
                    .until(
                            () -> new Workspace(cluster, namespace.name()).registry("registry"),
                            there -> there.getStatus().pullAddress().startsWith("127.0.0.1:")
                                    && Conditions.isTrue(there.getStatus().conditions(), "Ready")
                                    && there.getStatus().nodes().modes().contains(new ModeCount("LoopbackProxy", 1)));
        } finally {
            cluster.onNode("cp", "/tmp/config.toml", file);
        }
    }

    private static LocalRegistry apply(TestCluster cluster, TestNamespace namespace, String nodes) {
        new Workspace(cluster, namespace.name()).apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                spec: {storage: {emptyDir: {}}, access: {nodes: %s}}
                """.formatted(nodes));
        return new ReadyWait(cluster, System.out::println)
                .await(LocalRegistry.class, namespace.name(), "registry", PATIENCE);
    }

    private static Condition awaitCondition(TestCluster cluster, TestNamespace namespace, String type, String status) {
        return await(type + "=" + status)
                .atMost(PATIENCE)
                .until(
                        () -> condition(cluster, namespace, type),
                        condition -> condition.status().equals(status));
    }

    private static Condition condition(TestCluster cluster, TestNamespace namespace, String type) {
        var registry = new Workspace(cluster, namespace.name()).registry("registry");
        return Conditions.find(registry.getStatus().conditions(), type).orElseThrow();
    }

    private static String canaryImages(TestCluster cluster, TestNamespace namespace) {
        return cluster.kubectl(
                "get",
                "pods",
                "-n",
                namespace.name(),
                "-l",
                "app.kubernetes.io/name=canary",
                "-o",
                "jsonpath={.items[*].spec.containers[0].image}");
    }

    private static String directory(TestCluster cluster, LocalRegistry registry) {
        return cluster.kind().certsDirectory() + "/" + registry.getStatus().address();
    }
}
