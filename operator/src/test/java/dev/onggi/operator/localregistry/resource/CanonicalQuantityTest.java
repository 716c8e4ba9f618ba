package dev.onggi.operator.localregistry.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalQuantityTest {

    /** The right-hand sides are what kube-apiserver 1.36 answered for the left-hand ones. */
    @ParameterizedTest
    @CsvSource({
        "10Gi, 10Gi",
        "1024Mi, 1Gi",
        "1.5Gi, 1536Mi",
        "0.5Gi, 512Mi",
        "1Ki, 1Ki",
        "0.5Ki, 512",
        "1536, 1536",
        "2000M, 2G",
        "1.5G, 1500M",
        "0.1, 100m",
        "1000m, 1",
        "2000m, 2",
        "1500m, 1500m",
        "1e3, 1e3",
        "5e2, 500",
        "12E, 12E",
        "1.1Gi, 1181116006400m",
        "0, 0",
        "0Gi, 0"
    })
    void shouldWriteAsTheApiServerDoesWhenItIsAQuantity(String quantity, String canonical) {
        // When
        var written = CanonicalQuantity.of(quantity);

        // Then
        assertThat(written).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({"ten", "10GB", "''"})
    void shouldLeaveItAloneWhenItIsNoQuantity(String text) {
        // When
        var written = CanonicalQuantity.of(text);

        // Then
        assertThat(written).isEqualTo(text);
    }
}
