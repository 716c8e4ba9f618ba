package dev.onggi.operator.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether who sent an event knows the secret: an HMAC-SHA256 of the body, as GitHub, Gitea and Forgejo send it, or the secret
 * itself, as GitLab does. The body is taken piece by piece and nothing of it is kept; comparisons take the same time whatever
 * differs.
 */
final class EventProof {

    /** The body's HMAC, {@code sha256=<hex>}; the first is GitHub's, the second for whatever has no header of its own. */
    static final String GITHUB = "X-Hub-Signature-256";

    static final String GENERIC = "X-Onggi-Signature-256";

    /** The secret. */
    static final String GITLAB = "X-Gitlab-Token";

    private static final String PREFIX = "sha256=";
    private static final String HMAC = "HmacSHA256";

    private final byte[] secret;
    private final Mac body;

    /** @param secret not empty */
    EventProof(byte[] secret) {
        this.secret = secret.clone();
        this.body = mac(secret);
    }

    /** A piece of the body. */
    void take(byte[] piece) {
        body.update(piece);
    }

    /**
     * Whether the headers prove it; asked once, after the whole body. A signature counts before a token, so that one does not
     * help out the other.
     */
    boolean isGiven(UnaryOperator<String> header) {
        var sum = body.doFinal();
        var signature = header.apply(GITHUB) == null ? header.apply(GENERIC) : header.apply(GITHUB);
        if (signature != null) {
            return MessageDigest.isEqual(
                    (PREFIX + HexFormat.of().formatHex(sum)).getBytes(StandardCharsets.US_ASCII),
                    signature.getBytes(StandardCharsets.UTF_8));
        }
        var token = header.apply(GITLAB);
        // of both a sum, for the time of the comparison tells the length
        return token != null && MessageDigest.isEqual(sum(secret), sum(token.getBytes(StandardCharsets.UTF_8)));
    }

    private byte[] sum(byte[] text) {
        return mac(secret).doFinal(text);
    }

    private static Mac mac(byte[] key) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime lacks " + HMAC, e);
        }
    }
}
