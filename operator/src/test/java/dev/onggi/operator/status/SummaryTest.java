package dev.onggi.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SummaryTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    static Stream<Arguments> summaries() {
        return Stream.of(
                Arguments.of(new Summary.Ready("R", "m"), List.of("Ready=True")),
                Arguments.of(new Summary.InProgress("R", "m"), List.of("Ready=Unknown", "Reconciling=True")),
                Arguments.of(new Summary.Retrying("R", "m"), List.of("Ready=False", "Reconciling=True")),
                Arguments.of(new Summary.Stalled("R", "m"), List.of("Ready=False", "Stalled=True")));
    }

    @ParameterizedTest
    @MethodSource("summaries")
    void shouldTellOneStoryInThreeConditions(Summary summary, List<String> expected) {
        // When
        var list = summary.onto(Conditions.after(null, 1, CLOCK)).toList();

        // Then
        assertThat(list).extracting(SummaryTest::text).isEqualTo(expected);
        assertThat(list).allSatisfy(condition -> {
            assertThat(condition.reason()).isEqualTo("R");
            assertThat(condition.message()).isEqualTo("m");
        });
    }

    @Test
    void shouldLeaveNothingOfTheSummaryBeforeWhenTheNextOneIsSet() {
        // Given
        var stalled = new Summary.Stalled("Bad", "m").onto(Conditions.after(null, 1, CLOCK));

        // When
        var list = new Summary.Ready("Good", "m").onto(stalled).toList();

        // Then
        assertThat(list).extracting(SummaryTest::text).containsExactly("Ready=True");
    }

    @Test
    void shouldKeepTheOtherConditions() {
        // Given
        var built = Conditions.after(null, 1, CLOCK).with("Built", ConditionStatus.TRUE, "r", "m");

        // When
        var list = new Summary.Stalled("R", "m").onto(built).toList();

        // Then
        assertThat(list).extracting(SummaryTest::text).containsExactly("Ready=False", "Stalled=True", "Built=True");
    }

    private static String text(Condition condition) {
        return condition.type() + "=" + condition.status();
    }
}
