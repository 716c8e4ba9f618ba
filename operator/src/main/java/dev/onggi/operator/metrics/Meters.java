package dev.onggi.operator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Adds measurements to Micrometer's registry, each by the description that its {@link Metric} has. */
public final class Meters {

    private final MeterRegistry registry;
    private final Map<Metric, Map<List<String>, Shown>> tables = new EnumMap<>(Metric.class);

    /** Meters of a registry. */
    public Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A number of this moment, with the values of its labels. */
    public record Row(double value, List<String> labels) {}

    /** Adds them. */
    public void record(List<Measurement> measurements) {
        measurements.forEach(this::record);
    }

    /** Adds one. */
    public void record(Measurement measurement) {
        var metric = measurement.metric();
        var tags = tags(metric, measurement.labels());
        switch (measurement) {
            case Measurement.Count count ->
                Counter.builder(metric.prometheusName())
                        .description(metric.help())
                        .tags(tags)
                        .register(registry)
                        .increment(count.amount());
            case Measurement.Took took ->
                Timer.builder(metric.prometheusName())
                        .description(metric.help())
                        .serviceLevelObjectives(metric.buckets().toArray(Duration[]::new))
                        .tags(tags)
                        .register(registry)
                        .record(took.time());
        }
    }

    /** A number that is asked for at every scrape. */
    public void gauge(Metric metric, Supplier<Number> value, String... labels) {
        Gauge.builder(metric.prometheusName(), value)
                .description(metric.help())
                .tags(tags(metric, List.of(labels)))
                // nobody else keeps the supplier
                .strongReference(true)
                .register(registry);
    }

    /**
     * Numbers that take the place of all that this metric had. A row that was there is told its new number, and not removed
     * and registered anew as by Micrometer's MultiGauge: with that, metrics of one row were missing from what an operator on a
     * node told, for a cause that was not found.
     */
    public synchronized void replace(Metric metric, List<Row> rows) {
        var shown = tables.computeIfAbsent(metric, key -> new HashMap<>());
        var gone = new HashSet<>(shown.keySet());
        for (var row : rows) {
            gone.remove(row.labels());
            shown.computeIfAbsent(row.labels(), labels -> show(metric, labels))
                    .number()
                    .set(row.value());
        }
        for (var labels : gone) {
            registry.remove(shown.remove(labels).gauge());
        }
    }

    /** A gauge, and the number that it shows. */
    private record Shown(Gauge gauge, AtomicReference<Double> number) {}

    private Shown show(Metric metric, List<String> labels) {
        var number = new AtomicReference<>(0.0);
        var gauge = Gauge.builder(metric.prometheusName(), number::get)
                .description(metric.help())
                .tags(tags(metric, labels))
                // nobody else keeps the supplier
                .strongReference(true)
                .register(registry);
        return new Shown(gauge, number);
    }

    private static Tags tags(Metric metric, List<String> values) {
        if (values.size() != metric.labels().size()) {
            throw new IllegalArgumentException(
                    "%s has the labels %s, not %d".formatted(metric.prometheusName(), metric.labels(), values.size()));
        }
        var tags = new ArrayList<Tag>();
        for (int i = 0; i < values.size(); i++) {
            tags.add(Tag.of(metric.labels().get(i), values.get(i)));
        }
        return Tags.of(tags);
    }
}
