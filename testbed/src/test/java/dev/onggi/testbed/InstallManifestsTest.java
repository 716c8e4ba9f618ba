package dev.onggi.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallManifestsTest {

    private static final OperatorImage IMAGE = new OperatorImage("docker.io/onggi/operator:0.1.0", "sha256:abc");

    @TempDir
    private Path root;

    @Test
    void shouldPointToTheOverlayOfTheClusterWhenWritten() throws IOException {
        // Given
        var manifests = new InstallManifests(root, ClusterKind.K3S, IMAGE);
        // When
        manifests.write();
        // Then
        var folder = root.resolve("target/testbed/install");
        assertThat(folder.resolve("../../../deploy/overlays/k3s").normalize())
                .isEqualTo(root.resolve(ClusterKind.K3S.manifests()));
        assertThat(Files.readString(folder.resolve("kustomization.yaml")))
                .isEqualTo(manifests.text())
                .contains("- ../../../deploy/overlays/k3s\n");
    }

    @Test
    void shouldDifferWhenTheImageDiffers() {
        // Given
        var other = new OperatorImage(IMAGE.name(), "sha256:def");
        // When
        var text = new InstallManifests(root, ClusterKind.TESTBED, other).text();
        // Then
        assertThat(text)
                .contains("onggi.dev/testbed-image-id: sha256:def")
                .isNotEqualTo(new InstallManifests(root, ClusterKind.TESTBED, IMAGE).text());
    }
}
