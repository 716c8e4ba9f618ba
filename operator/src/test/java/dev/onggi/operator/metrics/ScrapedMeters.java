package dev.onggi.operator.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;

/** The meters of an operator, of the kind that Quarkus makes, for the text that Prometheus would scrape. */
@SuppressWarnings("deprecation") // it is what the extension of this version of Quarkus brings
public final class ScrapedMeters {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** Meters with those of the JVM, as Quarkus adds them. */
    public ScrapedMeters() {
        new JvmMemoryMetrics().bindTo(registry);
    }

    /** What measurements go into. */
    public MeterRegistry registry() {
        return registry;
    }

    /** The text. */
    public String scrape() {
        return registry.scrape();
    }
}
