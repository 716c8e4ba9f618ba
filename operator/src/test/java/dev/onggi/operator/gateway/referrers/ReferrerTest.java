package dev.onggi.operator.gateway.referrers;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.operator.model.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferrerTest {

    private static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
    private static final String SUBJECT = Digest.of("subject").value();
    private static final String ABOUT = "\"subject\":{\"mediaType\":\"x\",\"digest\":\"" + SUBJECT + "\",\"size\":7}";

    @Test
    void shouldDescribeAManifestWhenItHasASubject() throws Exception {
        // Given
        var manifest =
                ("{\"schemaVersion\":2,\"artifactType\":\"application/sbom\",\"config\":{\"mediaType\":\"c\",\"digest\":\""
                                + Digest.of("{}") + "\"}," + ABOUT + ",\"annotations\":{\"made.by\":\"옹기 \\\"1\\\"\"}}")
                        .getBytes(UTF_8);
        // When
        var referrer = Referrer.of(IMAGE + "; charset=utf-8", manifest).orElseThrow();
        // Then
        assertThat(referrer.subject()).isEqualTo(SUBJECT);
        assertThat(referrer.digest()).isEqualTo(Digest.of(manifest));
        assertThat(new ObjectMapper().readTree(referrer.descriptor()))
                .isEqualTo(new ObjectMapper().readTree("""
                {"mediaType":"%s","digest":"%s","size":%d,"artifactType":"application/sbom",
                 "annotations":{"made.by":"옹기 \\"1\\""}}""".formatted(IMAGE, Digest.of(manifest), manifest.length)));
    }

    @ParameterizedTest
    @CsvSource({"'', c", "'\"artifactType\":\"\",', c", "'\"artifactType\":\"a\",', a", "'\"ArtifactType\":\"a\",', a"})
    void shouldTakeTheTypeOfTheConfigWhenThereIsNoTypeOfArtifact(String artifactType, String type) throws Exception {
        // Given
        var manifest = "{" + artifactType + "\"config\":{\"mediaType\":\"c\"}," + ABOUT + "}";
        // When
        var referrer = Referrer.of(IMAGE, manifest.getBytes(UTF_8)).orElseThrow();
        // Then
        assertThat(new ObjectMapper()
                        .readTree(referrer.descriptor())
                        .path("artifactType")
                        .asText())
                .isEqualTo(type);
    }

    @Test
    void shouldHaveNoTypeOfArtifactWhenAnIndexHasNone() throws Exception {
        // When
        var referrer = Referrer.of(ReferrersIndex.MEDIA_TYPE, ("{\"manifests\":[]," + ABOUT + "}").getBytes(UTF_8))
                .orElseThrow();
        // Then
        assertThat(new ObjectMapper().readTree(referrer.descriptor()).has("artifactType"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "",
                "{\"subject\":null}",
                "{\"subject\":\"sha256:abc\"}",
                "{\"subject\":{\"digest\":\"sha256:abc\"}}",
                "{\"layers\":[{\"subject\":{\"digest\":\"x\"}}]}",
                "{\"subject\":{\"digest\":"
            })
    void shouldBeNoReferrerWhenThereIsNoSubject(String manifest) {
        assertThat(Referrer.of(IMAGE, manifest.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void shouldBeNoReferrerWhenItIsNoManifestOfOciOrNotInUtf8() {
        // Given
        var manifest = "{" + ABOUT + ",\"annotations\":{\"a\":\"b\"}}";
        // Then
        assertThat(Referrer.of("application/vnd.docker.distribution.manifest.v2+json", manifest.getBytes(UTF_8)))
                .isEmpty();
        assertThat(Referrer.of(null, manifest.getBytes(UTF_8))).isEmpty();
        assertThat(Referrer.of(IMAGE, manifest.getBytes(UTF_16LE))).isEmpty();
    }
}
