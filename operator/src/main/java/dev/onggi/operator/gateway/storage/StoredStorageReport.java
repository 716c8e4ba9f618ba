package dev.onggi.operator.gateway.storage;

import dev.onggi.operator.gateway.api.StorageUsage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.function.LongSupplier;

/**
 * Measures the storage, and remembers what it found. The first question waits for the measurement; later ones are answered
 * from memory, while one that finds it too old starts the next in the background.
 */
public final class StoredStorageReport implements StorageReport {

    private static final Duration FRESH = Duration.ofSeconds(10);

    /** A storage that takes long to measure is measured less often, so that this takes a tenth of the time at most. */
    private static final int PAUSE = 10;

    private final Store store;
    private final LongSupplier nanoTime;
    private StorageUsage known;
    private long freshUntil;
    private boolean measuring;

    /**
     * A report on this storage.
     *
     * @param nanoTime {@link System#nanoTime}
     */
    public StoredStorageReport(Store store, LongSupplier nanoTime) {
        this.store = store;
        this.nanoTime = nanoTime;
    }

    @Override
    public StorageUsage usage() throws IOException {
        synchronized (this) {
            if (known != null) {
                if (!measuring && nanoTime.getAsLong() - freshUntil > 0) {
                    measuring = true;
                    Thread.ofPlatform().name("storage-usage").daemon().start(this::measureAgain);
                }
                return known;
            }
        }
        return measure();
    }

    private void measureAgain() {
        try {
            measure();
        } catch (IOException e) {
            synchronized (this) {
                // the next question waits for the storage and hears what is wrong with it
                known = null;
            }
        } finally {
            synchronized (this) {
                measuring = false;
            }
        }
    }

    private StorageUsage measure() throws IOException {
        long start = nanoTime.getAsLong();
        var count = new Count();
        store.walk("", count);
        var usage = usage(count);
        long end = nanoTime.getAsLong();
        synchronized (this) {
            known = usage;
            freshUntil = end + Math.max(FRESH.toNanos(), PAUSE * (end - start));
        }
        return usage;
    }

    private StorageUsage usage(Count count) throws IOException {
        return store.volume()
                .map(volume -> count.usage(volume.size(), volume.used()))
                .orElseGet(() -> count.usage(null, count.bytes));
    }

    /** Counts what a walk shows. */
    private static final class Count implements Store.Visitor {

        private final HashSet<String> repositories = new HashSet<>();
        private long bytes;
        private long tags;

        @Override
        public void visit(StoredFile file) {
            bytes += file.size();
            if (Layout.linkOf(file.path()) instanceof Link.Tag) {
                tags++;
                Layout.repositoryOf(file.path()).ifPresent(repositories::add);
            }
        }

        StorageUsage usage(Long size, long used) {
            return new StorageUsage(size, used, bytes, repositories.size(), tags);
        }
    }
}
