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
 * @param repaired what somebody had damaged and the agent has put right, with the time, by the same
 */
public record NodeReport(
        boolean hostsConfig, String cause, SortedMap<String, String> refused, SortedMap<String, String> repaired) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public NodeReport {
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
        repaired = Collections.unmodifiableSortedMap(new TreeMap<>(repaired));
    }

    /** Reads a message; empty when it is anything but a report. */
    public static Optional<NodeReport> parse(String message) {
        if (message == null || !message.startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonNode report = JSON.readTree(message);
            return report.path("hostsConfig").isBoolean()
                    ? Optional.of(new NodeReport(
                            report.path("hostsConfig").booleanValue(),
                            report.path("cause").asText(""),
                            sentences(report.path("refused")),
                            sentences(report.path("repaired"))))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static SortedMap<String, String> sentences(JsonNode byName) {
        var sentences = new TreeMap<String, String>();
        byName.properties()
                .forEach(entry -> sentences.put(entry.getKey(), entry.getValue().asText()));
        return sentences;
    }
}
