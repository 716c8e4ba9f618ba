package dev.onggi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void shouldHashAsTheStandardSays() {
        // When
        var digest = Digest.of("abc");

        // Then: the vector of FIPS 180-2
        assertThat(digest.value()).isEqualTo("sha256:" + OF_ABC);
        assertThat(digest.hex()).isEqualTo(OF_ABC);
        assertThat(digest.shortened()).isEqualTo("ba7816bf8f01");
        assertThat(digest).hasToString("sha256:" + OF_ABC);
    }

    @Test
    void shouldHashTextInUtf8() {
        assertThat(Digest.of("옹기")).isEqualTo(Digest.of("옹기".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "latest",
                "sha256:abc",
                "sha512:" + OF_ABC,
                "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "sha256:" + OF_ABC + "0",
                "sha256:" + OF_ABC + "\n"
            })
    void shouldRefuseWhatIsNoDigest(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Digest(value));
    }
}
