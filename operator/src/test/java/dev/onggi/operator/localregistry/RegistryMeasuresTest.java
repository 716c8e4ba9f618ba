package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.GarbageCollection;
import dev.onggi.operator.metrics.Measurement;
import dev.onggi.operator.metrics.Metric;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryMeasuresTest {

    private static final Instant NOW = Instant.parse("2026-03-01T03:00:40Z");
    private static final String BEGAN = "2026-03-01T03:00:00Z";

    private static final LocalRegistryStatus WORKING =
            status(null, condition("Ready", "Unknown"), condition("Reconciling", "True"));
    private static final LocalRegistryStatus READY = status(null, condition("Ready", "True"));

    @Test
    void shouldTellOnceHowLongItTookUntilReady() {
        assertThat(between(WORKING, READY))
                .containsExactly(Measurement.took(Metric.TIME_TO_READY, Duration.ofSeconds(40), "LocalRegistry"));
        assertThat(between(READY, READY)).isEmpty();
        assertThat(between(null, READY)).as("an operator that saw only the end").isEmpty();
        assertThat(between(READY, WORKING)).isEmpty();
    }

    @Test
    void shouldCountACollectionOnce() {
        // Given
        var collected = status(collection("Schedule", BEGAN, "2026-03-01T03:00:07Z"), condition("Ready", "True"));

        // Then
        assertThat(between(READY, collected))
                .containsExactly(
                        Measurement.one(Metric.COLLECTIONS, "team-a", "registry", "Schedule", "Succeeded"),
                        new Measurement.Count(Metric.FREED, 5000, List.of("team-a", "registry")),
                        Measurement.took(Metric.COLLECTION_DURATION, Duration.ofSeconds(7), "Schedule"));
        assertThat(between(collected, collected)).isEmpty();
    }

    @Test
    void shouldFreeNothingWhenItWasADryRun() {
        // Given
        var dry = status(collection("DryRun", null, "2026-03-01T03:00:07Z"), condition("Ready", "True"));

        // Then
        assertThat(between(READY, dry))
                .containsExactly(
                        Measurement.one(Metric.COLLECTIONS, "team-a", "registry", "DryRun", "Succeeded"),
                        new Measurement.Count(Metric.FREED, 0, List.of("team-a", "registry")));
    }

    private static List<Measurement> between(LocalRegistryStatus before, LocalRegistryStatus after) {
        var registry = new LocalRegistry();
        registry.setMetadata(new ObjectMetaBuilder()
                .withNamespace("team-a")
                .withName("registry")
                .build());
        registry.setStatus(before);
        return RegistryMeasures.between(registry, after, NOW);
    }

    private static LocalRegistryStatus status(GarbageCollection collection, Condition... conditions) {
        return new LocalRegistryStatus(
                1L, null, null, null, null, null, null, null, null, null, collection, null, List.of(conditions));
    }

    private static GarbageCollection collection(String trigger, String start, String end) {
        return new GarbageCollection(start, end, trigger, "Succeeded", "rules", 3, 4, 5000L, 6, null, null, null);
    }

    private static Condition condition(String type, String status) {
        return new Condition(type, status, "Reason", "message", 1L, BEGAN);
    }
}
