package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.status.Conditions;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nodes come and go while a registry lives, and it dies while one is away. */
@ExtendWith(E2eCluster.class)
class NodeAddedE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void shouldProveANewNodeAndCleanItUpWhenItWasAwayAsTheRegistryWasDeleted(
            TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        var registry = workspace.applyRegistry();
        assertThat(registry.getStatus().nodes().summary()).isEqualTo("1/1");
        var address = registry.getStatus().address();

        // When
        try (var node = cluster.addNode("second")) {

            // Then
            awaitNodesCanPull(workspace, "all 2 nodes have pulled from the registry");
            assertThat(workspace.registry("registry").getStatus().nodes().summary())
                    .isEqualTo("2/2");
            assertThat(node.run("ctr", "-n", "k8s.io", "images", "ls", "-q")).contains(address + "/onggi/canary@");

            assertThat(node.run("ls", cluster.kind().certsDirectory())).contains(address);

            // When
            node.disconnect();

            // Then
            awaitNodesCanPull(workspace, "the cluster has lost contact with " + node.name());

            // When
            cluster.kubectl("delete", "-n", namespace.name(), "localregistry/registry", "--timeout=60s");
            node.reconnect();

            // Then
            await("the directory is removed from the node that was away")
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(node.run("ls", cluster.kind().certsDirectory()))
                                    .doesNotContain(address));
        }
    }

    private static void awaitNodesCanPull(Workspace workspace, String message) {
        await(message)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Conditions.find(
                                workspace.registry("registry").getStatus().conditions(), "NodesCanPull"))
                        .hasValueSatisfying(condition -> {
                            assertThat(condition.status()).isEqualTo("True");
                            assertThat(condition.message()).contains(message);
                        }));
    }
}
