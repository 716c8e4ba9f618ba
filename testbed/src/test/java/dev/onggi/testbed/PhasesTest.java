package dev.onggi.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PhasesTest {

    private final TickingClock clock = new TickingClock();
    private final Phases phases = new Phases(clock);

    @Test
    void shouldShowEachPhaseAndTheSumWhenWorkIsDone() {
        // Given
        var first = phases.time("the cluster is up", () -> clock.advance(Duration.ofMillis(61_250), "up"));
        // When
        phases.time("the operator is installed", () -> clock.advance(Duration.ofSeconds(9), "installed"));
        // Then
        assertThat(first).isEqualTo("up");
        assertThat(phases.table()).isEqualTo("""
                  61.3 s  the cluster is up
                   9.0 s  the operator is installed
                  70.3 s  together
                """);
    }

    @Test
    void shouldShowNoPhaseWhenItsWorkFailed() {
        // Given
        assertThatThrownBy(() -> phases.time("never", () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        // When
        var table = phases.table();
        // Then
        assertThat(table).isEqualTo("   0.0 s  together\n");
    }

    @Test
    void shouldPutTheTimeSinceTheBeginningBeforeALine() {
        // Given
        clock.advance(Duration.ofSeconds(125), null);
        // When
        var line = phases.line("installing");
        // Then
        assertThat(line).isEqualTo("[ 125.0 s] installing");
    }

    private static final class TickingClock extends Clock {

        private Instant now = Instant.EPOCH;

        <T> T advance(Duration duration, T result) {
            now = now.plus(duration);
            return result;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
