package dev.onggi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageUserTest {

    @ParameterizedTest
    @ValueSource(strings = {"10001", "10001:10001", "10001:0", "10001:app", "0010001"})
    void shouldBeANumberWhenItIsOneOtherThanRoots(String configured) {
        assertThat(ImageUser.of(configured)).isEqualTo(new ImageUser.Numbered(10001));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "root", "0", "0:10001", "root:app", "000", ":10001"})
    void shouldBeRootWhenItIsSoByNumberOrNameOrNotNamedAtAll(String configured) {
        assertThat(ImageUser.of(configured)).isEqualTo(new ImageUser.Root());
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "app:10001", "-1", "+10001", "1e4", "10001 ", "1234567890123456789"})
    void shouldBeANameWhenAKubeletCouldNotTell(String configured) {
        assertThat(ImageUser.of(configured)).isInstanceOf(ImageUser.Named.class);
    }

    @Test
    void shouldBeUnknownWhenNothingIsRecorded() {
        assertThat(ImageUser.of(null)).isEqualTo(ImageUser.UNKNOWN);
    }
}
