package dev.onggi.operator.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.gateway.collect.TestStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredStorageReportTest {

    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path root;

    private final AtomicLong nanos = new AtomicLong();

    private StoredStorageReport report(OptionalLong promised) {
        return new StoredStorageReport(new FileStore(root), promised, nanos::get);
    }

    @Test
    void shouldCountWhatTheRegistryHoldsWhenTheFileSystemIsTheNodes() throws IOException {
        // Given a file system that is much larger than what was promised
        var storage = new TestStorage(root);
        storage.tag("a", "1", storage.image("a", TIME, "x"), TIME);
        storage.tag("a", "2", storage.image("a", TIME, "y"), TIME);
        storage.tag("b", "1", storage.image("b", TIME, "x"), TIME);
        storage.write("onggi-upstreams/docker.io/docker/registry/v2/blobs/x", "0123456789".repeat(1000));

        // When
        var usage = report(OptionalLong.of(50_000_000)).usage();

        // Then
        assertThat(usage.capacity()).isEqualTo(50_000_000);
        assertThat(usage.repositories()).isEqualTo(2);
        assertThat(usage.tags()).isEqualTo(3);
        assertThat(usage.used()).isBetween(10_000L, 20_000L);
    }

    @Test
    void shouldTakeTheFileSystemsWordWhenItIsTheRegistrysOwn() throws IOException {
        // Given
        var volume = new FileStore(root).volume().orElseThrow();

        // When
        var unpromised = report(OptionalLong.empty()).usage();
        var promisedMore = report(OptionalLong.of(volume.size() + 1000)).usage();

        // Then
        assertThat(unpromised.capacity()).isEqualTo(volume.size());
        assertThat(promisedMore.capacity()).isEqualTo(volume.size());
        assertThat(unpromised.used()).isGreaterThan(1_000_000);
        assertThat(promisedMore.used()).isGreaterThan(1_000_000);
    }

    @Test
    void shouldAnswerFromMemoryAndMeasureAgainInTheBackgroundAfterTenSeconds() throws IOException {
        // Given
        var storage = new TestStorage(root);
        var report = report(OptionalLong.of(50_000_000));
        report.usage();
        storage.tag("a", "1", storage.image("a", TIME, "x"), TIME);

        // When
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        long within = report.usage().tags();
        nanos.addAndGet(1);
        long first = report.usage().tags();

        // Then
        assertThat(within).isZero();
        assertThat(first).as("nobody waits for the measurement").isZero();
        await().untilAsserted(() -> assertThat(report.usage().tags()).isEqualTo(1));
    }
}
