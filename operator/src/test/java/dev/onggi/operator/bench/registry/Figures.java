package dev.onggi.operator.bench.registry;

import java.util.Arrays;
import java.util.stream.LongStream;

/** How long requests took: all of one operation on one registry. */
final class Figures {

    private long[] nanos = new long[0];
    private long elapsed;

    void add(long[] more, long duration) {
        nanos = LongStream.concat(Arrays.stream(nanos), Arrays.stream(more)).toArray();
        elapsed += duration;
    }

    double perSecond() {
        return nanos.length * 1e9 / elapsed;
    }

    /** In milliseconds. */
    double p99() {
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.99) - 1)] / 1e6;
    }
}
