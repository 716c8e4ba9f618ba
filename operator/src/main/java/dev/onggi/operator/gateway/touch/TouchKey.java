package dev.onggi.operator.gateway.touch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What can be touched and claimed, as 128 bits: there are many of them in a busy hour. Two things that shared a key would
 * be kept a little longer, no more.
 */
public record TouchKey(long high, long low) {

    private static final String SHA256 = "sha256:";
    private static final int HEX_DIGITS = 64;

    /** The key of a digest, with its algorithm. */
    public static TouchKey digest(String digest) {
        if (digest.startsWith(SHA256) && digest.length() == SHA256.length() + HEX_DIGITS) {
            int start = SHA256.length();
            try {
                return new TouchKey(
                        Long.parseUnsignedLong(digest, start, start + 16, 16),
                        Long.parseUnsignedLong(digest, start + 16, start + 32, 16));
            } catch (NumberFormatException e) {
                return hashed(digest); // no digest; it is not ours to say so
            }
        }
        return hashed(digest);
    }

    /** The key of a tag. */
    public static TouchKey tag(String repository, String tag) {
        return hashed(repository + ":" + tag);
    }

    private static TouchKey hashed(String text) {
        try {
            var hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new TouchKey(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
