package dev.onggi.operator.gateway.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.onggi.operator.gateway.storage.ManifestContent.Descriptor;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestParserTest {

    private static final Digest A = Digest.of("a");
    private static final Digest B = Digest.of("b");
    private static final Digest C = Digest.of("c");

    private static ManifestContent parse(String json) throws IOException {
        return ManifestParser.parse(json.getBytes(UTF_8));
    }

    @Test
    void shouldReadAnImage() throws IOException {
        // Given
        var manifest = """
                {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
                 "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":7},
                 "layers":[{"annotations":{"digest":"no","size":"x"},"digest":"%s","size":40}],
                 "subject":{"digest":"%s","size":1},"annotations":{"config":"no"}}""".formatted(A, B, C);

        // When
        var content = parse(manifest);

        // Then
        assertThat(content.config()).contains(new Descriptor(A, 7, Optional.empty()));
        assertThat(content.blobs()).containsExactly(new Descriptor(B, 40, Optional.empty()));
        assertThat(content.manifests()).isEmpty();
        assertThat(content.subject()).contains(C);
    }

    @Test
    void shouldReadAnIndexAndTellImagesFromAttestations() throws IOException {
        // Given
        var index = """
                {"manifests":[
                  {"digest":"%s","size":1,"platform":{"architecture":"arm","os":"linux","variant":"v7","os.features":["x"]}},
                  {"platform":{"architecture":"unknown","os":"unknown"},"digest":"%s","size":2},
                  {"digest":"%s","size":3}]}""".formatted(A, B, C);

        // When
        var content = parse(index);

        // Then
        assertThat(content.manifests())
                .containsExactly(
                        new Descriptor(A, 1, Optional.of("linux/arm/v7")),
                        new Descriptor(B, 2, Optional.empty()),
                        new Descriptor(C, 3, Optional.empty()));
    }

    @Test
    void shouldFindMembersWhateverTheirCase() throws IOException {
        // Given what a client in Go, and the registry, read as layers
        var manifest = "{\"Layers\":[{\"Digest\":\"%s\"}],\"CONFIG\":{\"DIGEST\":\"%s\"}}".formatted(A, B);

        // When
        var content = parse(manifest);

        // Then
        assertThat(content.blobs()).hasSize(1);
        assertThat(content.config()).isPresent();
    }

    @Test
    void shouldReadBlobsOfAnArtifactAndLayersOfTheFirstSchema() throws IOException {
        // Given
        var manifest = "{\"blobs\":[{\"digest\":\"%s\"}],\"fsLayers\":[{\"blobSum\":\"%s\"}]}".formatted(A, B);

        // When
        var content = parse(manifest);

        // Then
        assertThat(content.blobs()).extracting(Descriptor::digest).containsExactly(A, B);
    }

    @Test
    void shouldLeaveOutWhatIsNoSha256Digest() throws IOException {
        // Given
        var manifest = """
                {"config":{"digest":{"digest":"%s"},"size":[1]},"subject":[{"digest":"%s"}],
                 "layers":[7,null,"x",[{"digest":"%s"}],{"digest":"sha512:00"},{"digest":"%s","size":"8"}],
                 "manifests":{"digest":"%s"}}""".formatted(A, A, A, B, A);

        // When
        var content = parse(manifest);

        // Then
        assertThat(content)
                .isEqualTo(new ManifestContent(
                        Optional.empty(),
                        List.of(new Descriptor(B, 8, Optional.empty())),
                        List.of(),
                        Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{\"layers\":[", "{\"layers\":[]} x", "not json"})
    void shouldRefuseWhatIsNoManifest(String text) {
        // Then
        assertThatIOException().isThrownBy(() -> parse(text));
    }

    @Test
    void shouldReadThePlatformOfAConfig() throws IOException {
        // Given
        var config = "{\"created\":\"x\",\"rootfs\":{\"os\":\"no\"},\"architecture\":\"amd64\",\"os\":\"linux\"}";

        // When
        var platform = ManifestParser.platformOfConfig(config.getBytes(UTF_8));

        // Then
        assertThat(platform).contains("linux/amd64");
    }

    @Test
    void shouldReadTheLargestManifestWithLittleMemory() throws IOException {
        // Given four MiB of the same layer
        var layer = "{\"digest\":\"%s\",\"size\":1}".formatted(A);
        int layers = (ManifestContent.LARGEST - 20) / (layer.length() + 1);
        var manifest = "{\"layers\":[" + (layer + ",").repeat(layers - 1) + layer + "]}";

        // When
        var content = parse(manifest);

        // Then
        assertThat(content.blobs()).hasSize(layers);
    }
}
