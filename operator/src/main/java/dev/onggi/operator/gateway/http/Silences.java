package dev.onggi.operator.gateway.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Which upstreams do not answer, so that not every request waits to learn it anew. For all event loops. */
final class Silences {

    /** How long one is believed; the next request finds out again. */
    private static final long LASTS_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private final Map<Origin, Long> since = new ConcurrentHashMap<>();

    Silences(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void begins(Origin upstream) {
        since.put(upstream, nanoTime.getAsLong());
    }

    void ends(Origin upstream) {
        since.remove(upstream);
    }

    boolean lasts(Origin upstream) {
        var began = since.get(upstream);
        return began != null && nanoTime.getAsLong() - began < LASTS_NANOS;
    }
}
