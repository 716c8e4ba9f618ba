package dev.onggi.operator.localregistry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.StorageUse;
import dev.onggi.operator.TestClock;
import dev.onggi.operator.gateway.api.StorageUsage;
import dev.onggi.operator.registry.FakeGateway;
import dev.onggi.operator.registry.RegistryEndpoint;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StorageMonitorTest {

    private static final RegistryEndpoint ENDPOINT = new RegistryEndpoint("10.0.0.1:5000", "", Optional.empty());

    private final TestClock clock = TestClock.standingAt(Instant.parse("2026-03-01T12:00:00Z"));
    private final FakeGateway gateway = new FakeGateway(clock);
    private final StorageMonitor monitor = new StorageMonitor(gateway, clock);
    private final LocalRegistry registry = registry();

    @Test
    void shouldAskOnceAMinuteWhenThereIsRoom() {
        // Given
        gateway.uses(new StorageUsage(100L, 10, 10, 1, 1));

        // When
        monitor.read(registry, ENDPOINT);
        clock.advance(Duration.ofSeconds(59));
        var reading = monitor.read(registry, ENDPOINT);

        // Then
        assertThat(reading.usedPercent()).hasValue(10);
        assertThat(gateway.storageQuestions()).isEqualTo(1);
        assertThat(monitor.untilNext(registry)).isEqualTo(Duration.ofSeconds(1));

        // When
        clock.advance(Duration.ofSeconds(1));
        monitor.read(registry, ENDPOINT);

        // Then
        assertThat(gateway.storageQuestions()).isEqualTo(2);
    }

    @Test
    void shouldAskMoreOftenWhenItIsNearlyFull() {
        // Given
        gateway.uses(new StorageUsage(100L, 85, 85, 1, 1));

        // When
        monitor.read(registry, ENDPOINT);

        // Then
        assertThat(monitor.untilNext(registry)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void shouldAskSoonWhenGarbageWasCollected() {
        // Given
        monitor.read(registry, ENDPOINT);

        // When
        monitor.askSoon(registry);

        // Then
        assertThat(monitor.untilNext(registry)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void shouldAskAgainSoonWhenNothingIsKnownYet() {
        // Given
        gateway.fails(true);
        var pauses = new ArrayList<Long>();

        // When
        for (int question = 0; question < 7; question++) {
            monitor.read(registry, ENDPOINT);
            pauses.add(monitor.untilNext(registry).toSeconds());
            clock.advance(monitor.untilNext(registry));
        }
        gateway.fails(false);
        gateway.uses(new StorageUsage(100L, 10, 10, 1, 1));
        var reading = monitor.read(registry, ENDPOINT);

        // Then
        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 20L, 20L);
        assertThat(reading.usedPercent()).hasValue(10);
        assertThat(monitor.untilNext(registry)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void shouldBeginAnewWhenTheGatewayWasAway() {
        // Given
        gateway.fails(true);
        monitor.read(registry, ENDPOINT);
        clock.advance(Duration.ofSeconds(1));
        monitor.read(registry, ENDPOINT);

        // When
        monitor.forget(registry);
        monitor.read(registry, ENDPOINT);

        // Then
        assertThat(monitor.untilNext(registry)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shouldKeepWhatTheStatusSaysWhenTheGatewayDoesNotAnswer() {
        // Given
        gateway.fails(true);
        registry.setStatus(new LocalRegistryStatus(
                1L,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new StorageUse("10Gi", "1Gi", 10, "1Gi (10%)"),
                null,
                null,
                null,
                List.of()));

        // When
        var reading = monitor.read(registry, ENDPOINT);

        // Then
        assertThat(reading).isEqualTo(StorageReading.known(registry.getStatus()));
        assertThat(monitor.untilNext(registry)).isEqualTo(Duration.ofSeconds(20));
    }

    private static LocalRegistry registry() {
        var registry = new LocalRegistry();
        registry.setMetadata(new ObjectMetaBuilder()
                .withName("registry")
                .withNamespace("team-a")
                .withUid("5b6ad4f0-0000-4000-8000-000000000001")
                .build());
        return registry;
    }
}
