package dev.onggi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {

    private static final Digest DIGEST = Digest.of("image");

    @ParameterizedTest
    @CsvSource({
        "busybox, '', busybox, latest",
        "team/app:1.0, '', team/app, 1.0",
        "registry.team-a.svc:5000/team-a/app, registry.team-a.svc:5000, team-a/app, latest",
        "registry.team-a.svc:5000/app:stable, registry.team-a.svc:5000, app, stable",
        "localhost/app:1, localhost, app, 1",
        "'[fd00::1]:5000/app:1', '[fd00::1]:5000', app, 1",
        "docker://quay.io/org/app:2, quay.io, org/app, 2"
    })
    void shouldHaveItsPartsWhenItNamesATag(String text, String host, String repository, String tag) {
        // When / Then
        assertThat(ImageName.parse(text)).contains(new ImageName(host, repository, Optional.of(tag), Optional.empty()));
    }

    @Test
    void shouldHaveNoTagWhenItNamesADigest() {
        // When / Then
        assertThat(ImageName.parse("registry:5000/app@" + DIGEST))
                .contains(new ImageName("registry:5000", "app", Optional.empty(), Optional.of(DIGEST)));
    }

    @Test
    void shouldHaveBothWhenItNamesBoth() {
        // When / Then
        assertThat(ImageName.parse("registry:5000/app:1.0@" + DIGEST))
                .contains(new ImageName("registry:5000", "app", Optional.of("1.0"), Optional.of(DIGEST)));
    }

    @Test
    void shouldBeADigestAloneWhenAKubeletKnowsNoName() {
        // When / Then
        assertThat(ImageName.parse(DIGEST.value()))
                .contains(new ImageName("", "", Optional.empty(), Optional.of(DIGEST)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "docker://"})
    void shouldBeNoneWhenThereIsNothing(String text) {
        // When / Then
        assertThat(ImageName.parse(text)).isEmpty();
    }
}
