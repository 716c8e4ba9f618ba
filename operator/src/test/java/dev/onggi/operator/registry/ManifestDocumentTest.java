package dev.onggi.operator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onggi.operator.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestDocumentTest {

    private static final String AMD64 = "sha256:" + "a".repeat(64);
    private static final String ARM64 = "sha256:" + "b".repeat(64);
    private static final String ATTESTATION = "sha256:" + "c".repeat(64);

    @Test
    void shouldAddUpConfigAndLayersWhenItIsAManifest() {
        // Given
        var json =
                "{\"config\":{\"size\":10},\"layers\":[{\"digest\":\"%s\",\"size\":100},{\"digest\":\"%s\",\"size\":2000}]}"
                        .formatted(AMD64, ARM64);

        // When
        var document = parse(json);

        // Then
        assertThat(document.size()).isEqualTo(2110);
        assertThat(document.layers()).containsExactly(new Manifest.Layer(AMD64, 100), new Manifest.Layer(ARM64, 2000));
        assertThat(document.image()).isEmpty();
        assertThat(document.digest()).isEqualTo(Digest.of(json));
    }

    @Test
    void shouldHaveNoLayersWhenTheImageHasNoFiles() {
        // When
        var document = parse("{\"config\":{\"size\":10,\"digest\":\"" + AMD64 + "\"},\"layers\":null}");

        // Then
        assertThat(document.size()).isEqualTo(10);
        assertThat(document.layers()).isEmpty();
        assertThat(document.image()).isEmpty();
    }

    @Test
    void shouldLeadToLinuxAmd64WhenItIsAnIndexWithIt() {
        // When
        var document = parse("{\"manifests\":[" + entry(ARM64, "linux", "arm64") + "," + entry(AMD64, "linux", "amd64")
                + "," + entry(ATTESTATION, "unknown", "unknown") + "]}");

        // Then
        assertThat(document.image()).isEqualTo(Optional.of(new Digest(AMD64)));
    }

    @Test
    void shouldLeadToTheFirstImageWhenThereIsNoAmd64() {
        // When
        var document = parse("{\"manifests\":[" + entry(ATTESTATION, "unknown", "unknown") + ","
                + entry(ARM64, "linux", "arm64") + "]}");

        // Then
        assertThat(document.image()).isEqualTo(Optional.of(new Digest(ARM64)));
    }

    @Test
    void shouldRefuseWhenItIsNeither() {
        // When / Then
        assertThatThrownBy(() -> parse("{}"))
                .isInstanceOf(RegistryException.class)
                .hasMessage("the registry answered with neither a manifest nor an index");
        assertThatThrownBy(() -> parse("<html>"))
                .isInstanceOf(RegistryException.class)
                .hasMessage("the registry's manifest is not JSON");
        assertThatThrownBy(() -> parse("{\"manifests\":[]}"))
                .isInstanceOf(RegistryException.class)
                .hasMessage("the registry's index names no image");
        assertThatThrownBy(() -> parse("{\"manifests\":[" + entry("latest", "linux", "amd64") + "]}"))
                .isInstanceOf(RegistryException.class)
                .hasMessage("the registry's index names a digest that is none");
    }

    private static ManifestDocument parse(String json) {
        return ManifestDocument.parse("application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static String entry(String digest, String os, String architecture) {
        return "{\"digest\":\"%s\",\"platform\":{\"os\":\"%s\",\"architecture\":\"%s\"}}"
                .formatted(digest, os, architecture);
    }
}
