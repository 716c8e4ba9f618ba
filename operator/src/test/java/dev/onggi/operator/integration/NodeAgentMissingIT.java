package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.LocalRegistry;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A cluster whose namespace of the node agent does not exist. */
class NodeAgentMissingIT {

    @Test
    void shouldStallAndStillLetGoWhenThereIsNoNodeAgent() {
        // Given
        var team = Team.create();
        var settings = new RunningOperator.Settings(Duration.ofMinutes(5), "onggi-nowhere");
        try (var _ = RunningOperator.start(settings, Clock.systemUTC())) {

            // When
            team.apply("""
                    apiVersion: onggi.dev/v1alpha1
                    kind: LocalRegistry
                    metadata: {name: registry}
                    spec: {storage: {emptyDir: {}}}
                    """);
            team.actors().rollsOut("registry-registry");
            team.actors().runsRegistryPod("registry");
            team.actors().pullsCanary("registry");

            // Then
            var stalled = team.awaitCondition(LocalRegistry.class, "registry", "Stalled", "True NodeAgentMissing");
            assertThat(stalled.message())
                    .contains(
                            "ConfigMap onggi-nowhere/onggi-node-registries does not exist", "kubectl apply -k deploy");
            assertThat(team.registry("registry").getFinalizers()).isNotEmpty();

            // When
            team.resource(LocalRegistry.class, "registry").delete();

            // Then
            await().until(() -> team.registry("registry") == null);
        }
    }
}
