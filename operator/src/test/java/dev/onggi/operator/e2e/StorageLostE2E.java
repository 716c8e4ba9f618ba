package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.model.Digest;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A registry whose claim somebody deletes, and with it all images. */
@ExtendWith(E2eCluster.class)
class StorageLostE2E {

    private static final String CLAIM = "persistentvolumeclaim/registry-registry";

    @Test
    void shouldWarnThenServeFromAnEmptyClaimAndHaveWhatIsBuiltAnew(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        var storage = new RegistryPod(cluster, namespace.name());
        var repository = namespace.name() + "/app";
        workspace.applyRegistry();
        workspace.apply(imageBuild(""));
        var digest = new Digest(workspace.awaitReady("app").getStatus().image().digest());
        assertThat(storage.has(repository, digest)).isTrue();
        var claim = uid(cluster, namespace);

        // When
        cluster.kubectl("delete", "-n", namespace.name(), CLAIM, "--wait=false");

        // Then: as long as the Pod has it, there is time to copy the images
        var endangered = workspace.awaitRegistryCondition("registry", "StorageReady", "False", "StorageLost");
        assertThat(endangered.message()).contains("is being deleted since", "Copy what is needed to another registry");
        workspace.awaitRegistryCondition("registry", "Available", "True", "RegistryAvailable");
        assertThat(storage.has(repository, digest)).isTrue();

        // When
        cluster.kubectl("delete", "pod", "-n", namespace.name(), "-l", "app.kubernetes.io/name=registry");

        // Then
        workspace.awaitRecovery("registry");
        workspace.awaitRegistryCondition("registry", "StorageReady", "True", "StorageReady");
        assertThat(uid(cluster, namespace)).isNotEqualTo(claim);
        assertThat(workspace.events("registry", "StorageLost")).isNotEmpty();
        assertThat(storage.has(repository, digest)).isFalse();

        // When: what the message says
        workspace.apply(imageBuild("rebuild: after-the-loss"));

        // Then
        var again = new Digest(workspace.awaitReady("app").getStatus().image().digest());
        assertThat(storage.has(repository, again)).isTrue();
    }

    private static String uid(TestCluster cluster, TestNamespace namespace) {
        return cluster.kubectl("get", "-n", namespace.name(), CLAIM, "-o", "jsonpath={.metadata.uid}");
    }

    private static String imageBuild(String more) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {inline: {files: {Dockerfile: "FROM busybox:stable"}}}
                  %s
                """.formatted(more);
    }
}
