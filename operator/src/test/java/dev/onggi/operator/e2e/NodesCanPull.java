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
}
