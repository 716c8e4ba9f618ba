package dev.onggi.operator.bench.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static final Pattern ROUNDS = Pattern.compile("-lt ([0-9]+) ");

    @Test
    void shouldLeaveOutWhatABuildTakesBesidesWhenItCountsRounds() {
        // Given
        var asked = new HashSet<String>();

        // When
        int rounds = Calibration.roundsPerSecond(dockerfile -> {
            var slow = asked.isEmpty() ? 9 : 0;
            asked.add(dockerfile);
            return 3 + slow + rounds(dockerfile) / 25.0;
        });

        // Then: the first try, which something came in the way of, counts no more than one of its kind
        assertThat(rounds).isBetween(24, 26);
        assertThat(asked).hasSize(6);
    }

    @Test
    void shouldFailWhenMoreWorkTakesNoLonger() {
        assertThatThrownBy(() -> Calibration.roundsPerSecond(dockerfile -> 5))
                .hasMessageContaining("keeps this machine busy");
    }

    private static int rounds(String dockerfile) {
        var matcher = ROUNDS.matcher(dockerfile);
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }
}
