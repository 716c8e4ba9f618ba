package dev.onggi.operator.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SilencesTest {

    private static final Origin HUB = new Origin("127.0.0.1", 5010, "upstream/docker.io/");
    private static final Origin QUAY = new Origin("127.0.0.1", 5011, "upstream/quay.io/");

    private final AtomicLong now = new AtomicLong();
    private final Silences silences = new Silences(now::get);

    @Test
    void shouldBeBelievedForAMinuteAndOfThatUpstreamAlone() {
        // When
        silences.begins(HUB);

        // Then
        assertThat(silences.lasts(HUB)).isTrue();
        assertThat(silences.lasts(QUAY)).isFalse();

        // When
        now.addAndGet(Duration.ofSeconds(59).toNanos());

        // Then
        assertThat(silences.lasts(HUB)).isTrue();

        // When
        now.addAndGet(Duration.ofSeconds(1).toNanos());

        // Then
        assertThat(silences.lasts(HUB)).isFalse();
    }

    @Test
    void shouldEndWhenTheUpstreamAnswers() {
        // Given
        silences.begins(HUB);

        // When
        silences.ends(HUB);

        // Then
        assertThat(silences.lasts(HUB)).isFalse();
    }
}
