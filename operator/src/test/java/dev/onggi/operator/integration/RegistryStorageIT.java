package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The claim of a registry, whose growth the API server's admission decides about. */
class RegistryStorageIT {

    private static final String REGISTRY = """
            apiVersion: onggi.dev/v1alpha1
            kind: LocalRegistry
            metadata: {name: registry}
            """;

    private static RunningOperator operator;

    @BeforeAll
    static void start() {
        operator = RunningOperator.start();
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @Test
    void shouldGrowTheClaimWhenItsClassCan() {
        // Given
        var team = Team.create();
        team.apply(REGISTRY + storage("growing", "1Gi"));
        team.actors().binds("registry-registry");

        // When
        team.apply(REGISTRY + storage("growing", "2Gi"));

        // Then
        await().untilAsserted(() -> assertThat(requested(team)).isEqualTo(Map.of("storage", new Quantity("2Gi"))));
    }

    @Test
    void shouldStallWhenTheClassOfTheClaimCannotGrow() {
        // Given
        var team = Team.create();
        team.apply(REGISTRY + storage("rigid", "1Gi"));
        team.actors().binds("registry-registry");

        // When
        team.apply(REGISTRY + storage("rigid", "2Gi"));

        // Then
        var stalled = team.awaitCondition(LocalRegistry.class, "registry", "Stalled", "True StorageNotExpandable");
        assertThat(stalled.message())
                .contains("only dynamically provisioned pvc can be resized", "second LocalRegistry");
        assertThat(requested(team)).isEqualTo(Map.of("storage", new Quantity("1Gi")));
    }

    private static String storage(String storageClass, String size) {
        return "spec: {storage: {persistentVolumeClaim: {storageClassName: %s, size: %s}}}"
                .formatted(storageClass, size);
    }

    private static Map<String, Quantity> requested(Team team) {
        return team.get(PersistentVolumeClaim.class, "registry-registry")
                .getSpec()
                .getResources()
                .getRequests();
    }
}
