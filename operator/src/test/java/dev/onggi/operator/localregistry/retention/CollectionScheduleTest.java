package dev.onggi.operator.localregistry.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionScheduleTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z"); // a Sunday

    @ParameterizedTest
    @CsvSource({
        "0 3 * * *, 2026-03-02T03:00:00Z",
        "*/15 * * * *, 2026-03-01T12:15:00Z",
        "0 12 * * *, 2026-03-02T12:00:00Z",
        "30 4 * * MON, 2026-03-02T04:30:00Z",
        "0 0 29 2 *, 2028-02-29T00:00:00Z"
    })
    void shouldComeDueInUtcWhenItIsACronExpression(String expression, Instant next) {
        // When / Then
        assertThat(CollectionSchedule.parse(expression, NOW))
                .isInstanceOfSatisfying(
                        CollectionSchedule.Recurring.class,
                        schedule -> assertThat(schedule.after(NOW)).isEqualTo(next));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"61 * * * *", "0 3 * * NOD", "a b c d e", "0 3 * *", "0 25 * * *", "? ? ? ? ?", "5-1-2 * * * *"})
    void shouldSayWhatIsWrongWhenItIsNone(String expression) {
        // When / Then
        assertThat(CollectionSchedule.parse(expression, NOW))
                .isInstanceOfSatisfying(
                        CollectionSchedule.Invalid.class,
                        invalid -> assertThat(invalid.message())
                                .startsWith("spec.retention.schedule \"" + expression + "\" is no cron expression")
                                .contains("0 3 * * *"));
    }

    @Test
    void shouldSaySoWhenItNeverComesDue() {
        // When / Then
        assertThat(CollectionSchedule.parse("0 3 31 2 *", NOW))
                .isInstanceOfSatisfying(
                        CollectionSchedule.Invalid.class,
                        invalid -> assertThat(invalid.message()).contains("never comes due"));
    }
}
