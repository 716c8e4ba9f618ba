package dev.onggi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"41s,41", "90s,90", "30m,1800", "1h,3600", "1h30m,5400", "1h0m1s,3601", "0s,0", "24h,86400"})
    void shouldReadWhatTheSchemaAdmits(String text, long seconds) {
        // When
        var duration = Durations.parse(text);

        // Then
        assertThat(duration).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", "10", "-5s", "5s1m", "1d", "1.5h", " 5s", "9999999999s"})
    void shouldRefuseWhatIsNoDuration(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("not a duration: " + text);
    }

    @ParameterizedTest
    @CsvSource({"0,0s", "41,41s", "60,1m", "61,1m1s", "3600,1h", "3601,1h1s", "90061,25h1m1s"})
    void shouldLeaveOutPartsThatAreZero(long seconds, String text) {
        // When
        var formatted = Durations.format(Duration.ofSeconds(seconds));

        // Then
        assertThat(formatted).isEqualTo(text);
    }

    @Test
    void shouldLeaveOutFractionsOfASecond() {
        assertThat(Durations.format(Duration.ofMillis(1999))).isEqualTo("1s");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -60, -3700})
    void shouldReadAsZeroWhenClocksDifferAndTheEndIsBeforeTheStart(long seconds) {
        assertThat(Durations.format(Duration.ofSeconds(seconds))).isEqualTo("0s");
    }
}
