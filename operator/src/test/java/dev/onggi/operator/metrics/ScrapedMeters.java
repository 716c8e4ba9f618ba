package dev.onggi.operator.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;

/** The meters of an operator, of the kind that Quarkus makes, for the text that Prometheus would scrape. */
@SuppressWarnings("deprecation") // it is what the extension of this version of Quarkus brings
public final class ScrapedMeters {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** What measurements go into. */
    public MeterRegistry registry() {
        return registry;
    }

    /** The text. */
    public String scrape() {
        return registry.scrape();
    }
}
