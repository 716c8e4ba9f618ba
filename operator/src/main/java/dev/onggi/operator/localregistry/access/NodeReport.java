package dev.onggi.operator.localregistry.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the agent of a node says of it, as read from a termination message.
 *
 * @param hostsConfig whether what the agent writes makes the node able to pull
 * @param cause a sentence that says why not and what to do; empty where it does
 * @param refused what the agent left alone because it is somebody else's, with the reason, by the registry's host and port
 */
public record NodeReport(boolean hostsConfig, String cause, SortedMap<String, String> refused) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public NodeReport {
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
    }

    /** Reads a message; empty when it is anything but a report. */
    public static Optional<NodeReport> parse(String message) {
        if (message == null || !message.startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonNode report = JSON.readTree(message);
            var refused = new TreeMap<String, String>();
            report.path("refused")
                    .properties()
                    .forEach(entry ->
                            refused.put(entry.getKey(), entry.getValue().asText()));
            return report.path("hostsConfig").isBoolean()
                    ? Optional.of(new NodeReport(
                            report.path("hostsConfig").booleanValue(),
                            report.path("cause").asText(""),
                            refused))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
