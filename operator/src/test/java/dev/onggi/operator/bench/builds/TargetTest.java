package dev.onggi.operator.bench.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TargetTest {

    private static Stream<Arguments> targets() {
        return Stream.of(
                Arguments.of(Target.atMost(2.5), "at most 2.5", 2.5, 2.51),
                Arguments.of(Target.ofBare(1.15), "at most 1.15 of bare", 11.5, 11.51),
                Arguments.of(Target.aboveBare(1.0), "at most bare + 1.0", 11.0, 11.01));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void shouldBeMetUpToItsLimitWhenBareTakesTenSeconds(Target target, String text, double good, double bad) {
        assertThat(target.text()).isEqualTo(text);
        assertThat(target.isMet(good, 10)).isTrue();
        assertThat(target.isMet(bad, 10)).isFalse();
    }
}
