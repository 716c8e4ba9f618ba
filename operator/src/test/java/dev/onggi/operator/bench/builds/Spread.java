package dev.onggi.operator.bench.builds;

import java.util.Arrays;
import java.util.Collection;

/** The median of some values, and how far they lie apart. */
record Spread(double median, double min, double max) {

    static Spread of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        var middle = Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1)
                .average()
                .orElseThrow();
        return new Spread(middle, sorted[0], sorted[sorted.length - 1]);
    }
}
