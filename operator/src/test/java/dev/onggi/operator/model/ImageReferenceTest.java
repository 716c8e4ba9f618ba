package dev.onggi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImageReferenceTest {

    private static final ImageReference IMAGE = new ImageReference("registry.team-a.svc:5000", "team-a/hello");

    @Test
    void shouldNameAnImageByDigest() {
        // Given
        var digest = Digest.of("image");

        // When
        var reference = IMAGE.byDigest(digest);

        // Then
        assertThat(reference).isEqualTo("registry.team-a.svc:5000/team-a/hello@sha256:" + digest.hex());
    }

    @Test
    void shouldNameAnImageByTag() {
        assertThat(IMAGE.byTag("stable")).isEqualTo("registry.team-a.svc:5000/team-a/hello:stable");
    }
}
