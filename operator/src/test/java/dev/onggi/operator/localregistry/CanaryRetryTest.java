package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanaryRetryTest {

    /** The canary is made at {@link Samples#NOW}. */
    private static final Instant REPAIR = Samples.NOW.plusSeconds(30);

    private final Pod failing = Samples.notPulled("node-1", "ImagePullBackOff", "no");

    @Test
    void shouldReplaceWhenNodeAccessWasWrittenAfterTheCanaryWasMade() {
        // When
        var retry = decide(written(REPAIR), Optional.empty(), REPAIR.plusSeconds(3));

        // Then
        assertThat(retry).isEqualTo(new CanaryRetry(List.of(failing), Optional.empty()));
    }

    @Test
    void shouldWaitForTheEffectWhenTheRepairIsYoung() {
        // When
        var retry = decide(written(REPAIR), Optional.empty(), REPAIR.plusSeconds(1));

        // Then
        assertThat(retry).isEqualTo(new CanaryRetry(List.of(), Optional.of(Duration.ofSeconds(2))));
    }

    @Test
    void shouldReplaceWhenTheNodesAgentWasStartedLater() {
        // Given
        var access = Samples.granted(Optional.empty(), Map.of("node-1", REPAIR));

        // When
        var retry = decide(access, Optional.empty(), REPAIR.plusSeconds(10));

        // Then
        assertThat(retry.replace()).containsExactly(failing);
    }

    @Test
    void shouldReplaceWhenTheRegistryCameBackLater() {
        // When
        var retry = decide(written(Samples.NOW.minusSeconds(60)), Optional.of(REPAIR), REPAIR.plusSeconds(10));

        // Then
        assertThat(retry.replace()).containsExactly(failing);
    }

    @Test
    void shouldLeaveItAloneWhenNothingWasRepairedSinceItWasMade() {
        // Given
        var access = Samples.granted(
                Optional.of(Samples.NOW), Map.of("node-1", Samples.NOW.minusSeconds(5), "node-2", REPAIR));

        // When
        var retry = decide(access, Optional.of(Samples.NOW.minusSeconds(1)), REPAIR.plusSeconds(60));

        // Then
        assertThat(retry).isEqualTo(new CanaryRetry(List.of(), Optional.empty()));
    }

    @Test
    void shouldLeaveItAloneWhenItHasPulledOrIsLeaving() {
        // Given
        var leaving = Samples.notPulled("node-2", "ErrImagePull", "no");
        leaving.getMetadata().setDeletionTimestamp(REPAIR.toString());

        // When
        var retry = CanaryRetry.decide(
                List.of(Samples.pulled("node-1"), leaving), written(REPAIR), Optional.empty(), REPAIR.plusSeconds(10));

        // Then
        assertThat(retry).isEqualTo(new CanaryRetry(List.of(), Optional.empty()));
    }

    private CanaryRetry decide(NodeAccessState.Granted access, Optional<Instant> registryReady, Instant now) {
        return CanaryRetry.decide(List.of(failing), access, registryReady, now);
    }

    private static NodeAccessState.Granted written(Instant time) {
        return Samples.granted(Optional.of(time), Map.of());
    }
}
