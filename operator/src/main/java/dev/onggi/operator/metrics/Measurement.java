package dev.onggi.operator.metrics;

import java.time.Duration;
import java.util.List;

/** Something that was measured, to be added to a metric. */
public sealed interface Measurement {

    /** Where it belongs. */
    Metric metric();

    /** Values of the metric's labels, in their order. */
    List<String> labels();

    /** So many more. */
    record Count(Metric metric, double amount, List<String> labels) implements Measurement {}

    /** A time that something took. */
    record Took(Metric metric, Duration time, List<String> labels) implements Measurement {}

    /** One more. */
    static Measurement one(Metric metric, String... labels) {
        return new Count(metric, 1, List.of(labels));
    }

    /** A time that something took; two clocks that differ can make it negative, which reads as none. */
    static Measurement took(Metric metric, Duration time, String... labels) {
        return new Took(metric, time.isNegative() ? Duration.ZERO : time, List.of(labels));
    }
}
