package dev.onggi.operator.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The users of a registry.
 *
 * <p>Passwords are kept as SHA-256: they are 256 random bits, which nobody finds by trying, and a slow hash would be paid
 * for at every request. How long a comparison takes does not depend on how much of a password is right, nor on whether
 * there is such a user.
 */
public final class Users {

    private static final Account NOBODY = new Account(new User("", Right.PULL, ""), List.of(new byte[32]));

    private final boolean open;
    private final Map<String, Account> accounts;

    private Users(boolean open, Map<String, Account> accounts) {
        this.open = open;
        this.accounts = accounts;
    }

    /** No users: everybody may do everything. */
    public static Users none() {
        return new Users(true, Map.of());
    }

    static Users of(Map<String, Account> accounts) {
        return new Users(false, Map.copyOf(accounts));
    }

    /**
     * Who sends a request.
     *
     * @param authorization value of the header Authorization, or null
     * @return empty where the user or the password is wrong, or there is neither
     */
    public Optional<User> authenticate(String authorization) {
        if (open) {
            return Optional.of(User.ANYBODY);
        }
        return BasicCredentials.parse(authorization).flatMap(this::check);
    }

    private Optional<User> check(BasicCredentials credentials) {
        boolean known = accounts.containsKey(credentials.name());
        var account = known ? accounts.get(credentials.name()) : NOBODY;
        var hash = sha256(credentials.password());
        boolean right = false;
        for (byte[] expected : account.hashes()) {
            right |= MessageDigest.isEqual(expected, hash);
        }
        return right && known ? Optional.of(account.user()) : Optional.empty();
    }

    private static byte[] sha256(String password) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /**
     * A user and the hashes of the passwords that are valid now.
     *
     * @param user the user
     * @param hashes SHA-256 of each
     */
    record Account(User user, List<byte[]> hashes) {}
}
