package dev.onggi.operator.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTagsTest {

    private static final Digest MANIFEST = Digest.of("manifest");
    private static final String REPOSITORY =
            "onggi-upstreams/docker.io/docker/registry/v2/repositories/library/busybox";

    @TempDir
    Path root;

    private KeptTags tags;

    @BeforeEach
    void open() {
        tags = new KeptTags(new FileStore(root));
    }

    @Test
    void shouldNameTheManifestThatIsKept() throws IOException {
        // Given
        write("_manifests/tags/stable/current/link", MANIFEST.value());
        write("_manifests/revisions/sha256/" + MANIFEST.hex() + "/link", MANIFEST.value());

        // When / Then
        assertThat(tags.manifest("docker.io", "library/busybox", "stable")).contains(MANIFEST);
        assertThat(tags.manifest("docker.io", "library/busybox", "other")).isEmpty();
        assertThat(tags.manifest("docker.io", "library/other", "stable")).isEmpty();
        assertThat(tags.manifest("quay.io", "library/busybox", "stable")).isEmpty();
    }

    @Test
    void shouldNameNothingWhenTheManifestIsNotKeptAnyMore() throws IOException {
        // Given
        write("_manifests/tags/stable/current/link", MANIFEST.value());

        // When / Then
        assertThat(tags.manifest("docker.io", "library/busybox", "stable")).isEmpty();
    }

    @Test
    void shouldNameNothingWhenTheLinkIsDamaged() throws IOException {
        // Given
        write("_manifests/tags/stable/current/link", "sha256:1234");

        // When / Then
        assertThat(tags.manifest("docker.io", "library/busybox", "stable")).isEmpty();
    }

    private void write(String file, String content) throws IOException {
        var path = root.resolve(REPOSITORY).resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
