package dev.onggi.operator.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.gateway.api.StorageUsage;
import dev.onggi.operator.gateway.collect.TestStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredStorageReportTest {

    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path root;

    private final AtomicLong nanos = new AtomicLong();

    private StoredStorageReport report() {
        return new StoredStorageReport(new FileStore(root), nanos::get);
    }

    @Test
    void shouldCountWhatTheRegistryHolds() throws IOException {
        // Given
        var storage = new TestStorage(root);
        storage.tag("a", "1", storage.image("a", TIME, "x"), TIME);
        storage.tag("a", "2", storage.image("a", TIME, "y"), TIME);
        storage.tag("b", "1", storage.image("b", TIME, "x"), TIME);
        storage.write("onggi-upstreams/docker.io/docker/registry/v2/blobs/x", "0123456789".repeat(1000));

        // When
        var usage = report().usage();

        // Then
        assertThat(usage.size()).isGreaterThan(usage.used());
        assertThat(usage.repositories()).isEqualTo(2);
        assertThat(usage.tags()).isEqualTo(3);
        assertThat(usage.held()).isBetween(10_000L, 20_000L);
    }

    @Test
    void shouldTellWhatIsUsedOnTheVolume() throws IOException {
        // Given
        var store = new OnVolume(new FileStore(root), new Volume(1_100, 700));

        // Then
        assertThat(new StoredStorageReport(store, nanos::get).usage())
                .isEqualTo(new StorageUsage(1_100L, 700, 0, 0, 0));
    }

    @Test
    void shouldAnswerFromMemoryAndMeasureAgainInTheBackgroundAfterTenSeconds() throws IOException {
        // Given
        var storage = new TestStorage(root);
        var report = report();
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

    /** A store on a volume of a certain size. */
    private record OnVolume(Store store, Volume size) implements Store {

        @Override
        public void walk(String folder, Visitor visitor) throws IOException {
            store.walk(folder, visitor);
        }

        @Override
        public List<String> folders(String folder) throws IOException {
            return store.folders(folder);
        }

        @Override
        public Optional<Content> read(String file, int limit) throws IOException {
            return store.read(file, limit);
        }

        @Override
        public void write(String file, byte[] content) throws IOException {
            store.write(file, content);
        }

        @Override
        public void delete(String folder) throws IOException {
            store.delete(folder);
        }

        @Override
        public void settle() throws IOException {
            store.settle();
        }

        @Override
        public void tidy() throws IOException {
            store.tidy();
        }

        @Override
        public Optional<Volume> volume() {
            return Optional.of(size);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
