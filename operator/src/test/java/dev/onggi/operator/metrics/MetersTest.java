package dev.onggi.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javaoperatorsdk.operator.api.monitoring.Metrics.ControllerExecution;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetersTest {

    private final ScrapedMeters scraped = new ScrapedMeters();
    private final Meters meters = new Meters(scraped.registry());

    @ParameterizedTest
    @EnumSource
    void shouldBeScrapedUnderTheNameAndWithTheHelpThatTheDocsHave(Metric metric) {
        // Given
        var labels = Collections.nCopies(metric.labels().size(), "x");

        // When
        switch (metric.type()) {
            case COUNTER -> meters.record(new Measurement.Count(metric, 1, labels));
            case GAUGE -> meters.gauge(metric, () -> 1, labels.toArray(String[]::new));
            case HISTOGRAM -> meters.record(new Measurement.Took(metric, Duration.ofSeconds(1), labels));
        }

        // Then
        var name = metric.prometheusName();
        assertThat(scraped.scrape())
                .contains("# HELP " + name + " " + metric.help() + "\n")
                .contains("# TYPE " + name + " " + metric.type().name().toLowerCase(Locale.ROOT) + "\n")
                .contains(name + (metric.type() == Metric.Type.HISTOGRAM ? "_count{" : "{"))
                .doesNotContain("_seconds_seconds", "_total_total");
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeNamedAsPrometheusAsksFor(Metric metric) {
        // Then
        assertThat(metric.prometheusName()).startsWith("onggi_").matches("[a-z_]+");
        assertThat(metric.prometheusName().endsWith("_total")).isEqualTo(metric.type() == Metric.Type.COUNTER);
        assertThat(metric.prometheusName().endsWith("_seconds"))
                .isEqualTo(metric.type() == Metric.Type.HISTOGRAM || metric == Metric.CERTIFICATE_EXPIRY);
        assertThat(metric.help()).endsWith(".");
        assertThat(metric.labels()).doesNotContain("name", "pod", "image", "node", "imagebuild");
    }

    @Test
    void shouldCountATimeInTheBucketsThatItFitsInto() {
        // When
        meters.record(Measurement.took(Metric.PHASE_DURATION, Duration.ofSeconds(45), "build"));
        meters.record(Measurement.took(Metric.PHASE_DURATION, Duration.ofSeconds(-3), "build"));

        // Then
        assertThat(scraped.scrape())
                .contains("onggi_build_phase_duration_seconds_bucket{phase=\"build\",le=\"1.0\",} 1")
                .contains("onggi_build_phase_duration_seconds_bucket{phase=\"build\",le=\"30.0\",} 1")
                .contains("onggi_build_phase_duration_seconds_bucket{phase=\"build\",le=\"60.0\",} 2")
                .contains("onggi_build_phase_duration_seconds_sum{phase=\"build\",} 45.0");
    }

    @Test
    void shouldShowNothingOfARegistryThatIsGone() {
        // Given
        meters.replace(
                Metric.TAGS,
                List.of(new Meters.Row(3, List.of("a", "registry")), new Meters.Row(4, List.of("b", "registry"))));

        // When
        meters.replace(Metric.TAGS, List.of(new Meters.Row(5, List.of("b", "registry"))));

        // Then
        assertThat(scraped.scrape())
                .contains("onggi_registry_tags{namespace=\"b\",registry=\"registry\",} 5.0")
                .doesNotContain("namespace=\"a\"");
    }

    @Test
    void shouldShowTheNewNumberInARegistryThatIsComposedOfOthers() {
        // Given
        var composed = new CompositeMeterRegistry();
        composed.add(scraped.registry());
        var others = new Meters(composed);
        others.replace(Metric.TAGS, List.of(new Meters.Row(3, List.of("a", "registry"))));

        // When
        others.replace(Metric.TAGS, List.of(new Meters.Row(4, List.of("a", "registry"))));

        // Then
        assertThat(scraped.scrape()).contains("onggi_registry_tags{namespace=\"a\",registry=\"registry\",} 4.0");
    }

    @Test
    void shouldRefuseLabelsThatTheMetricDoesNotHave() {
        // Then
        assertThatThrownBy(() -> meters.record(Measurement.one(Metric.ROLLOUTS_ENDED, "Complete", "hello")))
                .hasMessage("onggi_rollouts_ended_total has the labels [result], not 2");
    }

    @Test
    void shouldTellHowALookAtAResourceEndedWithoutNamingIt() throws Exception {
        // Given
        var metrics = new ReconcileMetrics(meters);

        // When
        var result = metrics.timeControllerExecution(execution(() -> "done"));
        assertThatThrownBy(() -> metrics.timeControllerExecution(execution(() -> {
                    throw new IllegalStateException("no");
                })))
                .isInstanceOf(IllegalStateException.class);

        // Then
        assertThat(result).isEqualTo("done");
        assertThat(scraped.scrape())
                .contains("onggi_reconcile_duration_seconds_count{controller=\"imagebuild\",outcome=\"success\",} 1")
                .contains("onggi_reconcile_duration_seconds_count{controller=\"imagebuild\",outcome=\"error\",} 1")
                .doesNotContain("hello");
    }

    private static ControllerExecution<String> execution(Supplier<String> work) {
        return new ControllerExecution<>() {
            @Override
            public String name() {
                return "reconcile";
            }

            @Override
            public String controllerName() {
                return "imagebuild";
            }

            @Override
            public String successTypeName(String result) {
                return result;
            }

            @Override
            public ResourceID resourceID() {
                return new ResourceID("hello", "team-a");
            }

            @Override
            public Map<String, Object> metadata() {
                return Map.of();
            }

            @Override
            public String execute() {
                return work.get();
            }
        };
    }
}
