package dev.onggi.operator.imagebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NodesWithoutUserNamespacesTest {

    private final TestClock clock = TestClock.standingAt(Samples.NOW);
    private final NodesWithoutUserNamespaces nodes = new NodesWithoutUserNamespaces(clock);

    @Test
    void shouldKnowOfNoneAtFirst() {
        assertThat(nodes.wereMet()).isFalse();
    }

    @Test
    void shouldRememberForAnHour() {
        // When
        nodes.met();

        // Then
        clock.advance(Duration.ofMinutes(59));
        assertThat(nodes.wereMet()).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(nodes.wereMet()).isFalse();
    }
}
