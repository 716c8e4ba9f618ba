package dev.onggi.operator.gateway.storage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What a file holds.
 *
 * @param bytes its bytes; nobody changes them
 * @param modified when it was last written
 */
@SuppressWarnings("ArrayRecordComponent") // read at once and thrown away: never compared
public record Content(byte[] bytes, Instant modified) {

    /** The bytes as text, without white space at its ends. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }
}
