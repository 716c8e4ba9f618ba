package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.status.Conditions;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * What the registry called {@code registry} says of nodes.
 *
 * @param workspace its namespace
 */
record NodesCanPull(Workspace workspace) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Waits until the condition has a status, and a message with this in it. */
    void await(String status, String message) {
        await(PATIENCE, status, message);
    }

    void await(Duration patience, String status, String message) {
        Awaitility.await("NodesCanPull=" + status + ": " + message)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(Conditions.find(
                                workspace.registry("registry").getStatus().conditions(), "NodesCanPull"))
                        .hasValueSatisfying(condition -> {
                            assertThat(condition.status()).isEqualTo(status);
                            assertThat(condition.message()).contains(message);
                        }));
    }

    /** How often the canary was replaced: each time every node has to prove again that it can pull. */
    long proofs() {
        return workspace
                .cluster()
                .client()
                .apps()
                .daemonSets()
                .inNamespace(workspace.namespace())
                .withName("registry-canary")
                .get()
                .getMetadata()
                .getGeneration();
    }

    /** Waits until the nodes have proved it after the canary was replaced. */
    void awaitProofAfter(long proofs) {
        Awaitility.await("a new proof")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> proofs() > proofs);
        workspace
                .cluster()
                .kubectl("rollout", "status", "-n", workspace.namespace(), "daemonset/registry-canary", "--timeout=2m");
        await("True", "pulled from the registry");
    }
}
