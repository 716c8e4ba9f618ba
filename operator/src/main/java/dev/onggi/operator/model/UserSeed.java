package dev.onggi.operator.model;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that the passwords of all users of a registry are derived from. So there is one thing to keep and to change,
 * however many users there are, and a password that was lost is made again as it was.
 *
 * @param value the secret; a password of letters, digits, '-' and '_' comes out whatever it is
 */
public record UserSeed(String value) {

    /** Key of the seed in the Secret with a registry's users. */
    public static final String KEY = "seed";

    /** User that builds of the registry's own namespace push with. */
    public static final String PUSH = "push";

    /** User that may pull everything. */
    public static final String PULL = "pull";

    /** User of the operator itself: may do everything. */
    public static final String ADMIN = "admin";

    private static final String ALGORITHM = "HmacSHA256";

    /** The password of a user: 43 characters of base64url, which need no escaping anywhere. */
    public String password(String user) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(value.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(user.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "UserSeed[]"; // never the secret, wherever this is printed
    }
}
