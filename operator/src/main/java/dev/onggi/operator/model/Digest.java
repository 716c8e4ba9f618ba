package dev.onggi.operator.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A sha256 digest as the OCI image specification writes it: {@code sha256:} and 64 lower case hex digits
 * (https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests).
 *
 * @param value the whole digest
 */
public record Digest(String value) {

    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final int SHORT_LENGTH = 12;

    /**
     * A digest in its one form.
     *
     * @throws IllegalArgumentException where the value is not a sha256 digest
     */
    public Digest {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a sha256 digest: " + value);
        }
    }

    /** The digest that a text is; empty where it is none, or one of another algorithm. */
    public static Optional<Digest> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new Digest(text)) : Optional.empty();
    }

    /** The digest of some bytes. */
    public static Digest of(byte[] content) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256").digest(content);
            return new Digest("sha256:" + HexFormat.of().formatHex(sha256));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** The digest of a text in UTF-8. */
    public static Digest of(String content) {
        return of(content.getBytes(StandardCharsets.UTF_8));
    }

    /** The hex digits alone. */
    public String hex() {
        return value.substring("sha256:".length());
    }

    /** The first twelve hex digits, as tools show them. */
    public String shortened() {
        return hex().substring(0, SHORT_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
