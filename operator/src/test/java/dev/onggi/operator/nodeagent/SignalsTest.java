package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path directory;

    @Test
    void shouldBeReadyAndAliveForHalfAMinuteWhenARoundWasComplete() throws IOException {
        // When
        signalsAt(NOW).roundEnded(true);

        // Then
        assertThat(directory.resolve("signals/ready")).exists();
        assertThat(Files.getLastModifiedTime(directory.resolve("signals/alive-until"))
                        .toInstant())
                .isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void shouldStayAliveButNotReadyWhenARoundFailed() throws IOException {
        // Given
        signalsAt(NOW).roundEnded(true);

        // When
        signalsAt(NOW.plusSeconds(1)).roundEnded(false);

        // Then
        assertThat(directory.resolve("signals/ready")).doesNotExist();
        assertThat(Files.getLastModifiedTime(directory.resolve("signals/alive-until"))
                        .toInstant())
                .isEqualTo(NOW.plusSeconds(31));
    }

    private Signals signalsAt(Instant now) {
        return new Signals(directory.resolve("signals"), Clock.fixed(now, ZoneOffset.UTC));
    }
}
