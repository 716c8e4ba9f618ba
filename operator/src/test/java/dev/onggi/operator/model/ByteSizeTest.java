package dev.onggi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "999,999 B",
        "1000,1.0 kB",
        "1049,1.0 kB",
        "93100000,93.1 MB",
        "99949999,99.9 MB",
        "99950000,100 MB",
        "182000000,182 MB",
        "999499999,999 MB",
        "999500000,1.0 GB",
        "1500000000000,1.5 TB",
        "5000000000000000,5000 TB"
    })
    void shouldShowThreeDigitsAtMostUntilUnitsRunOut(long bytes, String display) {
        assertThat(new ByteSize(bytes).display()).isEqualTo(display);
    }
}
