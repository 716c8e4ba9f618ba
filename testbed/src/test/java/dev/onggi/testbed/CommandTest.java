package dev.onggi.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandTest {

    @Test
    void shouldReturnTheOutputAloneWhenItSucceeds() {
        // Given
        var command = new Command(
                List.of("sh", "-c", "cat; echo \"$WORD\"; echo noise >&2"), Path.of("/"), Map.of("WORD", "out"));
        // When
        var output = command.run("in\n");
        // Then
        assertThat(output).isEqualTo("in\nout\n");
    }

    @Test
    void shouldSayWhatItSaidWhenItFails() {
        // Given
        var command = Command.of("sh", "-c", "echo half; echo 'no such thing' >&2; exit 3");
        // When and Then
        assertThatThrownBy(command::run)
                .isInstanceOfSatisfying(
                        CommandFailedException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(3))
                .hasMessageContaining("half")
                .hasMessageContaining("no such thing");
    }

    @Test
    void shouldNotHangWhenBothStreamsAreFullAndTheInputIsNotRead() {
        // Given
        var command = Command.of("sh", "-c", "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero");
        // When
        var outcome = command.outcome("x".repeat(300_000));
        // Then
        assertThat(outcome.output()).hasSize(300_000);
        assertThat(outcome.errors()).hasSize(300_000);
    }

    @Test
    void shouldHandOverEveryLineWhenItIsStreamed() {
        // Given
        var lines = new ArrayList<String>();
        // When
        var exitCode =
                Command.of("sh", "-c", "echo one; echo two >&2; exit 4").stream(Duration.ofMinutes(1), lines::add);
        // Then
        assertThat(lines).containsExactly("one", "two");
        assertThat(exitCode).isEqualTo(4);
    }

    @Test
    void shouldEndItWhenNoLineComesInTime() {
        // Given
        var command = Command.of("sleep", "600");
        // When
        var exitCode = command.stream(Duration.ofMillis(50), line -> {});
        // Then
        assertThat(exitCode).isNotZero();
    }
}
