package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.operator.status.Conditions;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A small registry that fills up. */
@ExtendWith(E2eCluster.class)
class StorageFullE2E {

    /** The operator asks once a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int CAPACITY = 100;

    @Test
    void shouldWarnThenCollectThenLetBuildsWait(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        var storage = new RegistryPod(cluster, namespace.name());
        workspace.applyRegistry("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                spec: {storage: {persistentVolumeClaim: {size: %dMi}}}
                """.formatted(CAPACITY));
        awaitStorage(workspace, "StorageReady");

        // When
        storage.fill(85);
        var almost = awaitStorage(workspace, "StorageAlmostFull");

        // Then
        assertThat(almost.message()).contains("of 100Mi are used", "spec.storage.persistentVolumeClaim.size");
        assertThat(workspace.events("registry", "StorageAlmostFull")).hasSize(1);

        // When
        storage.fill(92);
        await("a collection")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> workspace.registry("registry").getStatus().lastGarbageCollection() != null);

        // When
        storage.fill(97);
        var full = awaitStorage(workspace, "StorageFull");
        workspace.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec: {source: {inline: {files: {Dockerfile: "FROM busybox:stable"}}}}
                """);
        var waiting = workspace.awaitCondition("app", "Reconciling", "True", "RegistryFull");

        // Then
        assertThat(full.status()).isEqualTo("False");
        assertThat(Workspace.condition(waiting, "Ready").message()).contains("has room");
        assertThat(workspace.buildPods("app")).isEmpty();

        // When
        storage.fill(10);

        // Then
        assertThat(workspace.awaitReady("app").getStatus().image().digest()).startsWith("sha256:");
    }

    private static Condition awaitStorage(Workspace workspace, String reason) {
        return await(reason)
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(
                        () -> {
                            var status = workspace.registry("registry").getStatus();
                            return Conditions.find(status == null ? null : status.conditions(), "StorageReady")
                                    .orElse(null);
                        },
                        condition -> condition != null && condition.reason().equals(reason));
    }
}
