package dev.onggi.operator.gateway.access;

import dev.onggi.operator.gateway.api.GatewayJson;
import java.io.IOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The users' file: {@code {"users":[{"name":"push","passwords":["sha256:…"],"rights":"Push","repositories":""}]}}.
 *
 * @param users the users
 */
public record UsersDocument(List<Entry> users) {

    private static final String ALGORITHM = "sha256:";

    /**
     * A user.
     *
     * @param name its name, unique, without a colon
     * @param passwords hashes of the passwords that are valid now, {@code sha256:} and 64 hex digits
     * @param rights Pull, Push or Admin
     * @param repositories what the repositories it may push to begin with; empty or absent for all
     */
    public record Entry(String name, List<String> passwords, String rights, String repositories) {

        private Users.Account account() {
            if (passwords == null || passwords.isEmpty()) {
                throw new IllegalArgumentException("passwords must not be empty");
            }
            var prefix = repositories == null ? "" : repositories;
            if (!prefix.isEmpty() && !prefix.endsWith("/")) {
                // "team-b" would reach team-b2
                throw new IllegalArgumentException("repositories must be empty or end with a slash");
            }
            return new Users.Account(
                    new User(name, Right.named(rights), prefix),
                    passwords.stream().map(UsersDocument::hash).toList());
        }
    }

    /**
     * Reads the file.
     *
     * @throws IOException where it is no such file; the message says which user is wrong and why, and repeats no password
     */
    public static Users read(byte[] json) throws IOException {
        var document = GatewayJson.read(json, UsersDocument.class);
        if (document.users() == null || document.users().isEmpty()) {
            throw new IOException("it names no users");
        }
        var accounts = new LinkedHashMap<String, Users.Account>();
        for (Entry entry : document.users()) {
            var name = entry == null ? null : entry.name();
            if (name == null || name.isEmpty() || name.contains(":")) {
                throw new IOException("a user's name is missing or has a colon");
            }
            try {
                if (accounts.put(name, entry.account()) != null) {
                    throw new IOException("user " + name + " is there twice");
                }
            } catch (IllegalArgumentException e) {
                throw new IOException("user " + name + ": " + e.getMessage(), e);
            }
        }
        return Users.of(accounts);
    }

    private static byte[] hash(String text) {
        try {
            var hash = text != null && text.startsWith(ALGORITHM)
                    ? HexFormat.of().parseHex(text.substring(ALGORITHM.length()))
                    : new byte[0];
            if (hash.length == 32) {
                return hash;
            }
        } catch (IllegalArgumentException e) {
            // said below: its own message would repeat what may be a password
        }
        throw new IllegalArgumentException("a password must be sha256: and 64 hex digits");
    }
}
