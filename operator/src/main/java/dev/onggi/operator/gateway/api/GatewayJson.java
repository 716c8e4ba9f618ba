package dev.onggi.operator.gateway.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/**
 * The records of this package as JSON: times in ISO 8601, and unknown members are skipped, because the operator and a
 * gateway that it has not yet replaced may be of different versions.
 */
public final class GatewayJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private GatewayJson() {}

    /** A record, or a list of records, as JSON in UTF-8. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /**
     * Reads a record.
     *
     * @throws IOException where the text is no JSON, or not that of such a record; the message does not repeat the text
     */
    public static <T> T read(byte[] json, Class<T> type) throws IOException {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw new IOException("the body must be a JSON object");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IOException(reason(e), e);
        }
    }

    private static String reason(JsonProcessingException e) {
        // what a record's own constructor says is worth more than Jackson's account of where it happened
        return e.getCause() instanceof IllegalArgumentException cause ? cause.getMessage() : e.getOriginalMessage();
    }
}
