package dev.onggi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinarySizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1023, 1023",
        "1024, 1Ki",
        "1536, 1.5Ki",
        "104857600, 100Mi",
        "10737418240, 10Gi",
        "1288490189, 1.2Gi",
        "9223372036854775807, 8Ei"
    })
    void shouldBeAQuantityForPeople(long bytes, String text) {
        // When / Then
        assertThat(new BinarySize(bytes).quantity()).isEqualTo(text);
    }
}
