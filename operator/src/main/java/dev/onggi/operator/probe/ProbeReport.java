package dev.onggi.operator.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.operator.registry.RegistryException;
import java.util.Optional;

/**
 * What a probe tells as its termination message.
 *
 * @param kind kind of the failure; null: there was none
 * @param message a sentence about the failure, without secrets; null where there was none
 */
public record ProbeReport(RegistryException.Kind kind, String message) {

    /** Kubernetes keeps 4096 bytes. */
    private static final int MAX_MESSAGE = 1000;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The image is in the registry. */
    static ProbeReport pushed() {
        return new ProbeReport(null, null);
    }

    static ProbeReport of(RegistryException failure) {
        var message = failure.getMessage();
        return new ProbeReport(failure.kind(), message.substring(0, Math.min(MAX_MESSAGE, message.length())));
    }

    /** As a line of JSON. */
    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads a termination message; empty where it is none of a probe's. */
    public static Optional<ProbeReport> parse(String json) {
        try {
            return Optional.ofNullable(JSON.readValue(json, ProbeReport.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
