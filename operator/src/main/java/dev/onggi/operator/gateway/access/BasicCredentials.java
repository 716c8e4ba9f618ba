package dev.onggi.operator.gateway.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Name and password of a request (RFC 7617).
 *
 * @param name the name
 * @param password the password
 */
record BasicCredentials(String name, String password) {

    private static final String SCHEME = "Basic ";
    /** More than any client that knows a password sends, so that nobody makes us hash much. */
    private static final int LONGEST = 1024;

    /** The credentials in an Authorization header; empty where it is absent or anything else. */
    static Optional<BasicCredentials> parse(String header) {
        if (header == null || header.length() > LONGEST || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            var decoded = new String(
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).trim()), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new BasicCredentials(decoded.substring(0, colon), decoded.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no Base64
        }
    }

    @Override
    public String toString() {
        return "BasicCredentials[]"; // never a password, and a name may be one in the wrong place
    }
}
