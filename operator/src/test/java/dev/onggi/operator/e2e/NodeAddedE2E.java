package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
import dev.onggi.operator.status.Conditions;
import dev.onggi.testbed.AddedNode;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nodes come and go while a registry lives, and it dies while one is away. */
@ExtendWith(E2eCluster.class)
class NodeAddedE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String BUILDER = "onggi-builder";

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

    @Test
    void shouldSayWhatToDoAndBuildOnceMoreWhenTheNodeOfTheSharedBuilderIsLost(
            TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        var first = nameOfTheOnlyNode(cluster);
        try (var node = cluster.addNode("lost")) {
            // a build that comes before its profile is there starts when the kubelet tries again, which takes its time
            cluster.kubectl("rollout", "status", "-n", "onggi-node", "daemonset/onggi-node-agent", "--timeout=60s");
            cluster.kubectl("cordon", first);
            try {
                workspace.apply(slowTheFirstTime());
                workspace.awaitCondition("app", "Reconciling", "True", "Building");
            } finally {
                cluster.kubectl("uncordon", first);
            }
            var builder = builder(workspace).orElseThrow();
            assertThat(builder.getSpec().getNodeName()).isEqualTo(node.name());
            await("its step runs").atMost(PATIENCE).until(() -> isAsleep(node));

            // When
            node.disconnect();

            // Then
            var silent = workspace.awaitCondition("app", "Reconciling", "True", "NodeSilent");
            assertThat(Workspace.condition(silent, "Reconciling").message())
                    .contains(
                            "build 1 in Pod %s is at work, as far as is known, but the cluster has lost contact with node %s"
                                    .formatted(BUILDER, node.name()),
                            "If the node is off for good: kubectl delete node %s, or kubectl delete pod -n %s %s --force; the next build starts then"
                                    .formatted(node.name(), namespace.name(), BUILDER));

            // When: as the cluster itself does when the node has been silent for five minutes
            cluster.kubectl("delete", "pod", "-n", namespace.name(), BUILDER, "--grace-period=1", "--wait=false");

            // Then
            workspace.awaitCondition("app", "Ready", "False", "BuildInterrupted");
            workspace.awaitCondition("app", "Reconciling", "True", "BuilderStarting");
            assertThat(builder(workspace).orElseThrow().getMetadata().getUid())
                    .as("the lost one may yet write to the claim")
                    .isEqualTo(builder.getMetadata().getUid());

            // When
            node.reconnect();

            // Then
            var built = workspace.awaitReady("app").getStatus();
            assertThat(built.build().number()).isEqualTo(2);
            assertThat(built.build().attempt()).isEqualTo(2);
            assertThat(built.history())
                    .extracting(HistoryEntry::reason)
                    .containsExactly("Succeeded", "BuildInterrupted");
            assertThat(workspace.events("app", "BuildSucceeded")).hasSize(1);
            assertThat(isAsleep(node)).isFalse();
        }
    }

    private static String nameOfTheOnlyNode(TestCluster cluster) {
        var nodes = cluster.client().nodes().list().getItems();
        assertThat(nodes).hasSize(1);
        return nodes.getFirst().getMetadata().getName();
    }

    private static Optional<Pod> builder(Workspace workspace) {
        return Optional.ofNullable(workspace
                .cluster()
                .client()
                .pods()
                .inNamespace(workspace.namespace())
                .withName(BUILDER)
                .get());
    }

    private static boolean isAsleep(AddedNode node) {
        return node.run("sh", "-c", "ps -eo args").contains("sleep 299");
    }

    /** A step that takes longer than any test when it is run first, and no time when it is run again. */
    private static String slowTheFirstTime() {
        return InlineBuild.yaml("app", """
                FROM busybox:stable
                RUN --mount=type=cache,target=/seen mkdir /seen/once || exit 0; sync; sleep 299
                """, "cache: {mode: Shared, size: 1Gi}");
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
