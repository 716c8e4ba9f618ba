package dev.onggi.operator.builder.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Duration;

/**
 * Where and how it is said: {@code PUT /builds/ID} hands a build over and may be repeated, {@code DELETE /builds/ID} stops
 * and forgets one, {@code GET /builds?after=VERSION} answers as soon as something is newer than that.
 */
public final class BuilderApi {

    /** Port of the runner. */
    public static final int PORT = 8443;

    /** Path of all builds. */
    public static final String BUILDS = "/builds";

    /** File beside the runner's certificate with the order that the Pod was started for; empty where it comes otherwise. */
    public static final String FIRST_ORDER = "order.json";

    /** The longest that a question after news is left open: each costs both sides some milliseconds of their processors. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** More than any order has: a source is at most what a ConfigMap holds. */
    public static final int LONGEST_ORDER = 8 << 20;

    /** Name in the operator's certificate. No registry can have it, for what the CA signs for those ends otherwise. */
    public static final String OPERATOR = "operator.onggi.internal";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private BuilderApi() {}

    /** Name in the certificate of the builder of a namespace. */
    public static String builder(String namespace) {
        return namespace + ".builder.onggi.internal";
    }

    /** A record as JSON in UTF-8. */
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
     * @throws IOException where the text is not that of such a record; the message does not repeat it
     */
    public static <T> T read(byte[] json, Class<T> type) throws IOException {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException ignored) {
            // without Jackson's words, which quote what may be a credential
            throw new IOException("not a " + type.getSimpleName());
        }
    }
}
