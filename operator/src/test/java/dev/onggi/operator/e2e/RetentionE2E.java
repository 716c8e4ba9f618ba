package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.docs.Reader;
import dev.onggi.operator.model.Digest;
import dev.onggi.testbed.Terminal;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is deleted from a registry, and what is not because it runs. */
@ExtendWith(E2eCluster.class)
class RetentionE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final String REGISTRY = """
            apiVersion: onggi.dev/v1alpha1
            kind: LocalRegistry
            metadata: {name: registry}
            spec:
              storage: {persistentVolumeClaim: {size: 1Gi}}
              retention: {keepTags: 1, untaggedAfter: 1h, schedule: "* * * * *"}
            """;

    @TempDir
    private Path directory;

    @Test
    void shouldKeepTheOlderImageWhileAWorkloadRunsItAndDeleteItAfterwards(
            TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        var storage = new RegistryPod(cluster, namespace.name());
        var repository = namespace.name() + "/app";
        workspace.applyRegistry(REGISTRY);
        storage.forgetTouches();
        var older = built(workspace, "one", "v1");
        workspace.apply(workload(older.reference()));
        cluster.kubectl("rollout", "status", "-n", namespace.name(), "deployment/runs", "--timeout=3m");
        var newer = built(workspace, "two", "v2");
        cluster.kubectl("delete", "imagebuild", "-n", namespace.name(), "one"); // its history would keep the image
        storage.ages();

        // When
        awaitCollection(workspace, Instant.now());

        // Then
        assertThat(storage.has(repository, older.digest())).as("it runs").isTrue();
        assertThat(storage.has(repository, newer.digest())).isTrue();
        var docs = new Reader("docs/registry.md", Terminal.open(directory, cluster, namespace.name()));
        docs.type("kubectl apply -n team-a -f examples/images/images.yaml");
        assertThat(docs.type("kubectl run images -n team-a"))
                .contains(
                        "REPOSITORY",
                        repository,
                        "v2",
                        newer.digest().shortened(),
                        "Deployment/" + namespace.name() + "/runs");

        // When
        workspace.apply(workload(newer.reference()));
        cluster.kubectl("rollout", "status", "-n", namespace.name(), "deployment/runs", "--timeout=3m");

        // Then
        await("the older image is gone")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> !storage.has(repository, older.digest()));
        assertThat(storage.has(repository, newer.digest())).isTrue();
        assertThat(storage.has(repository, "v1")).isFalse();
        assertThat(storage.has(repository, "v2")).isTrue();
        assertThat(workspace.events("registry", "GarbageCollected")).isNotEmpty();
    }

    private record Built(String reference, Digest digest) {}

    private static Built built(Workspace workspace, String name, String tag) {
        workspace.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: %1$s}
                spec:
                  source:
                    inline:
                      files:
                        Dockerfile: |
                          FROM busybox:stable
                          RUN echo %1$s > /words.txt
                          ENTRYPOINT ["/bin/sh", "-c", "sleep 3600"]
                  image: {repository: %2$s/app, tags: [%3$s]}
                """.formatted(name, workspace.namespace(), tag));
        var image = workspace.awaitReady(name).getStatus().image();
        return new Built(image.reference(), new Digest(image.digest()));
    }

    /** Without revisions to go back to, which would keep their images. */
    private static String workload(String image) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: runs}
                spec:
                  revisionHistoryLimit: 0
                  selector: {matchLabels: {app: runs}}
                  template:
                    metadata: {labels: {app: runs}}
                    spec:
                      terminationGracePeriodSeconds: 0
                      imagePullSecrets: [{name: registry-pull}]
                      containers: [{name: runs, image: "%s"}]
                """.formatted(image);
    }

    /** A collection that deletes, begun after a moment. */
    private static void awaitCollection(Workspace workspace, Instant after) {
        await("a collection")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(
                        () -> workspace.registry("registry").getStatus().lastGarbageCollection(),
                        last -> last != null
                                && last.trigger().equals("Schedule")
                                && Instant.parse(last.time()).isAfter(after));
    }
}
