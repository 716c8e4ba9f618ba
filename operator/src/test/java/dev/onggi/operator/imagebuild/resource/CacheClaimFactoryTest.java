package dev.onggi.operator.imagebuild.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheClaimFactoryTest {

    @ParameterizedTest
    @CsvSource({"10Gi,9663676416", "1Mi,943718", "2Ti,1979120929996"})
    void shouldLeaveATenthOfTheClaimToTheBuild(String size, String bytes) {
        assertThat(CacheClaimFactory.nineTenths(size)).isEqualTo(bytes);
    }
}
