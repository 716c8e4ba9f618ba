package dev.onggi.operator.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of metrics in the docs is made of the metrics themselves. */
class MetricTableTest {

    private static final Path DOCS = Path.of("../docs/metrics.md");
    private static final String BEGIN = "<!-- metrics -->\n";
    private static final String END = "<!-- end of metrics -->";

    @Test
    void shouldStandInTheDocsWhenAMetricChanges() throws IOException {
        // Given
        var table = Stream.of(Metric.values())
                .map(metric -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                metric.prometheusName(),
                                metric.type().name().toLowerCase(Locale.ROOT),
                                metric.labels().stream()
                                        .map(label -> "`" + label + "`")
                                        .collect(joining(", ")),
                                metric.help()))
                .collect(joining("", "\n| metric | type | labels | meaning |\n| --- | --- | --- | --- |\n", "\n"));
        if (Boolean.getBoolean("readme.write")) {
            var docs = Files.readString(DOCS);
            Files.writeString(
                    DOCS, docs.substring(0, docs.indexOf(BEGIN)) + BEGIN + table + docs.substring(docs.indexOf(END)));
        }

        // Then
        assertThat(Files.readString(DOCS))
                .as("run mvn -pl operator test -Dtest=MetricTableTest -Dreadme.write=true")
                .contains(BEGIN + table + END);
    }
}
