package dev.onggi.operator.gateway.touch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clients and a collector on a few digests all at once: a set stands for the storage. */
class TouchesConcurrencyTest {

    private static final int DIGESTS = 4;
    private static final int ROUNDS = 20_000;
    private static final int CLIENTS = 4;

    private final AtomicLong now = new AtomicLong();
    private final Touches touches = new Touches(Duration.ofNanos(50), now::incrementAndGet);
    private final ConcurrentHashMap<String, Boolean> storage = new ConcurrentHashMap<>();
    private final LongAdder deleted = new LongAdder();
    private final LongAdder found = new LongAdder();

    @Test
    void shouldNeverTakeAwayWhatAClientWasToldIsThere() throws Exception {
        // Given
        try (var threads = Executors.newFixedThreadPool(CLIENTS + 1)) {
            // When
            var collector = threads.submit(this::collect);
            var clients = threads.invokeAll(IntStream.range(0, CLIENTS)
                    .<Callable<Long>>mapToObj(_ -> this::push)
                    .toList());
            long lost = 0;
            for (var client : clients) {
                lost += client.get();
            }
            collector.cancel(true);
            // Then
            assertThat(lost).isZero();
        }
        assertThat(deleted.sum()).as("the collector was at work").isPositive();
        assertThat(found.sum()).as("clients relied on what was there").isPositive();
    }

    /** As a build does: ask for a layer, push it if need be, push a manifest that names it. Returns how often it was gone. */
    private long push() {
        long lost = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var digest = digest(ThreadLocalRandom.current().nextInt(DIGESTS));
            var keys = List.of(TouchKey.digest(digest));
            var head = touches.hold(keys).join();
            boolean there = storage.containsKey(digest);
            if (there) {
                found.increment();
            } else {
                storage.put(digest, true);
            }
            // the manifest comes while the first request has hardly ended: within the time of grace
            var manifest = touches.hold(keys).join();
            head.touched();
            if (!storage.containsKey(digest)) {
                lost++;
            }
            manifest.touched();
        }
        return lost;
    }

    private void collect() {
        while (!Thread.currentThread().isInterrupted()) {
            for (int i = 0; i < DIGESTS; i++) {
                var digest = digest(i);
                touches.claimDigest(digest).ifPresent(claim -> {
                    try (claim) {
                        if (storage.remove(digest) != null) {
                            deleted.increment();
                        }
                    }
                });
            }
        }
    }

    private static String digest(int number) {
        return "sha256:" + String.valueOf(number).repeat(64);
    }
}
