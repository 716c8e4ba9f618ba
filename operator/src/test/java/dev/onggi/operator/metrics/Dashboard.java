package dev.onggi.operator.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The dashboard for Grafana, as it is shipped. */
public final class Dashboard {

    private static final Path FILE = Path.of("../deploy/grafana/onggi.json");

    private Dashboard() {}

    /** The expressions of all panels, with what Grafana puts into them. */
    public static List<String> expressions() {
        return json().findValues("expr").stream()
                .map(JsonNode::asText)
                .map(text -> text.replace("$__rate_interval", "5m")
                        .replace("$__range", "6h")
                        .replace("$namespace", ".*"))
                .toList();
    }

    /** All of it. */
    static JsonNode json() {
        try {
            return new ObjectMapper().readTree(FILE.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
