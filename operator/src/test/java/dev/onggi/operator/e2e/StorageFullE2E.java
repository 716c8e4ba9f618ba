package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.operator.model.Digest;
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

        // When: while a build is under way, with its push before it
        workspace.apply(imageBuild("running", "FROM busybox:stable\\nRUN sleep 45; date > /late"));
        workspace.awaitCondition("running", "Built", "Unknown", "Building");
        storage.fill(97);
        var full = awaitStorage(workspace, "StorageFull");
        assertThat(Workspace.condition(workspace.imageBuild("running"), "Built").reason())
                .isEqualTo("Building");
        workspace.apply(imageBuild("app", "FROM busybox:stable"));
        var waiting = workspace.awaitCondition("app", "Reconciling", "True", "RegistryFull");

        // Then
        assertThat(full.status()).isEqualTo("False");
        assertThat(Workspace.condition(waiting, "Ready").message()).contains("has room");
        assertThat(workspace.buildPods("app")).isEmpty();

        // Then: the other one pushes
        var digest = workspace.awaitReady("running").getStatus().image().digest();
        assertThat(storage.has(namespace.name() + "/running", new Digest(digest)))
                .isTrue();
        assertThat(awaitStorage(workspace, "StorageFull").status()).isEqualTo("False");
        assertThat(workspace.buildPods("app")).isEmpty();

        // When
        storage.fill(10);

        // Then
        assertThat(workspace.awaitReady("app").getStatus().image().digest()).startsWith("sha256:");
    }

    private static String imageBuild(String name, String dockerfile) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: %s}
                spec: {source: {inline: {files: {Dockerfile: "%s"}}}}
                """.formatted(name, dockerfile);
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
