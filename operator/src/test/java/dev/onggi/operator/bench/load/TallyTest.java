package dev.onggi.operator.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import io.fabric8.kubernetes.client.Watcher.Action;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final Tally tally = new Tally();

    @Test
    void shouldCountWhatIsSeenAsItIsNow() {
        // When
        see("a", 1, 1, false, "{number: 1}");
        see("b", 2, 1, false, "null");
        see("c", 1, 1, true, "null");
        tally.eventReceived(Action.DELETED, imageBuild("c", 1, 1, true, "null"));

        // Then
        assertThat(tally.observed()).isEqualTo(1);
    }

    @Test
    void shouldNameWhoWasLostAndWhoWasDoubled() {
        // Given
        see("fine", 1, 1, false, "{number: 1}");
        see("idle", 1, 1, true, "null");
        see("lost", 1, 1, false, "null");
        see("twice", 1, 1, false, "{number: 2}");
        see("again", 1, 1, false, "{number: 1}");
        see("awake", 1, 1, true, "{number: 1}");

        // Then
        assertThat(tally.faults(Map.of("fine", 1L, "twice", 2L, "again", 2L, "awake", 1L)))
                .containsExactly(
                        "again: 1 builds and 2 started, of 1",
                        "awake: 1 builds and 1 started, of 0",
                        "lost: 0 builds and 0 started, of 1",
                        "twice: 2 builds and 2 started, of 1");
    }

    @Test
    void shouldReadTheResidentMemory() {
        assertThat(ResidentMemory.mebibytes("Name:\tjava\nVmHWM:\t  300000 kB\nVmRSS:\t  204800 kB\n"))
                .isEqualTo(200);
    }

    private void see(String name, long generation, long observed, boolean suspended, String build) {
        tally.eventReceived(Action.ADDED, imageBuild(name, generation, observed, suspended, build));
    }

    private static ImageBuild imageBuild(String name, long generation, long observed, boolean suspended, String build) {
        return Serialization.unmarshal("""
                metadata: {name: %s, generation: %d}
                spec: {suspend: %s}
                status: {observedGeneration: %d, build: %s}
                """.formatted(name, generation, suspended, observed, build), ImageBuild.class);
    }
}
