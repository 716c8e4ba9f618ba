package dev.onggi.operator.gateway.referrers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onggi.operator.model.Digest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferrersIndexTest {

    private static final String HEAD =
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[";

    @Test
    void shouldBeAnIndexWhenNothingIsInIt() {
        assertThat(text(ReferrersIndex.none())).isEqualTo(HEAD + "]}");
    }

    @Test
    void shouldHoldEachEntryOnceAndTheNewestLast() throws Exception {
        // Given
        var first = referrer("first", "old");
        var second = referrer("second", "s");
        // When
        var index = ReferrersIndex.none().with(first).with(second).with(referrer("first", "new"));
        // Then
        assertThat(text(index)).isEqualTo(HEAD + json(second) + "," + json(referrer("first", "new")) + "]}");
        assertThat(index.digests())
                .containsExactly(Digest.of("second").value(), Digest.of("first").value());
    }

    @Test
    void shouldCopyEntriesByteForByteWhenAClientWroteThem() throws Exception {
        // Given an entry with members that nobody here knows, in a layout of its own
        var entry = "{ \"Digest\" : \"" + Digest.of("x") + "\", \"artifactType\":\"a\",\n \"platform\": {\"os\":\"ö\"},"
                + " \"data\":[{\"digest\":\"no\"}, 1]}";
        var written = "{\"annotations\":{\"manifests\":\"1\"},\"manifests\": [ " + entry
                + " , {\"noDigest\":1}],\"subject\":{}}";
        // When
        var index = ReferrersIndex.of(
                written.getBytes(UTF_8), found -> found.artifactType().equals("a"));
        // Then
        assertThat(text(index)).isEqualTo(HEAD + entry + "]}");
    }

    @Test
    void shouldLeaveOutWhatIsNotWanted() throws Exception {
        // Given
        var index = ReferrersIndex.none().with(referrer("1", "a")).with(referrer("2", "b"));
        // When
        var some = ReferrersIndex.of(index.json(), entry -> entry.artifactType().equals("b"));
        // Then
        assertThat(some.digests()).containsExactly(Digest.of("2").value());
        assertThat(text(some)).isEqualTo(HEAD + json(referrer("2", "b")) + "]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "", "{\"manifests\":[1]}", "{\"manifests\":[{\"digest\":\"x\"}", "{\"manifests\":[[]]}"})
    void shouldFailWhenItIsNoIndex(String text) {
        assertThatThrownBy(() -> ReferrersIndex.of(text.getBytes(UTF_8), _ -> true))
                .isInstanceOf(IOException.class);
    }

    @Test
    void shouldNameTheTagAsTheSpecificationDoes() {
        assertThat(ReferrersIndex.tag("sha256:" + "a".repeat(64))).isEqualTo("sha256-" + "a".repeat(64));
        assertThat(ReferrersIndex.tag("sha512:" + "b".repeat(128))).isEqualTo("sha512-" + "b".repeat(64));
    }

    private static Referrer referrer(String content, String type) {
        var digest = Digest.of(content);
        return new Referrer(
                Digest.of("subject").value(),
                digest,
                "{\"digest\":\"%s\",\"artifactType\":\"%s\"}"
                        .formatted(digest, type)
                        .getBytes(UTF_8));
    }

    private static String json(Referrer referrer) {
        return new String(referrer.descriptor(), UTF_8);
    }

    private static String text(ReferrersIndex index) {
        return new String(index.json(), UTF_8);
    }
}
