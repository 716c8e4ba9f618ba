package dev.onggi.operator.localregistry;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import dev.onggi.operator.localregistry.resource.RegistryUsers;
import dev.onggi.operator.localregistry.resource.SecretData;
import dev.onggi.operator.localregistry.resource.UsersSecret;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes the users of a registry, and completes what is there when a part of it is missing. */
final class UsersIssuer {

    private static final int PASSWORD_BYTES = 32;
    /** Passwords go into documents without being escaped. */
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    /**
     * The lowest that there is. A high cost protects passwords that can be guessed; these are 256 random bits. And the
     * registry computes the hash anew for every request.
     */
    private static final int BCRYPT_COST = 4;

    private final SecureRandom random;
    private final BCrypt.Hasher hasher;

    UsersIssuer(SecureRandom random) {
        this.random = random;
        this.hasher = BCrypt.with(
                BCrypt.Version.VERSION_2Y, random, LongPasswordStrategies.strict(BCrypt.Version.VERSION_2Y));
    }

    /** The users in a Secret, with what is missing or unusable made anew. What is complete comes back unchanged. */
    RegistryUsers complete(Optional<Secret> existing) {
        var push = password(existing, UsersSecret.PUSH);
        var pull = password(existing, UsersSecret.PULL);
        var htpasswd = value(existing, UsersSecret.HTPASSWD)
                .filter(lines -> letsIn(lines, push, pull))
                .orElseGet(() -> line(RegistryUsers.PUSH, push) + line(RegistryUsers.PULL, pull));
        return new RegistryUsers(push, pull, htpasswd, password(existing, UsersSecret.HTTP_SECRET));
    }

    /** Whether the lines let both users in with these passwords, and nobody else. */
    private static boolean letsIn(String lines, String push, String pull) {
        var all = lines.lines().toList();
        return all.size() == 2
                && verifies(all.getFirst(), RegistryUsers.PUSH, push)
                && verifies(all.getLast(), RegistryUsers.PULL, pull);
    }

    private static boolean verifies(String line, String user, String password) {
        var prefix = user + ":";
        return line.startsWith(prefix)
                && BCrypt.verifyer(BCrypt.Version.VERSION_2Y)
                        .verifyStrict(
                                password.getBytes(StandardCharsets.UTF_8),
                                line.substring(prefix.length()).getBytes(StandardCharsets.UTF_8))
                        .verified;
    }

    private String line(String user, String password) {
        var hash = hasher.hashToString(BCRYPT_COST, password.toCharArray());
        return user + ":" + hash + "\n";
    }

    private String password(Optional<Secret> existing, String key) {
        return value(existing, key)
                .filter(value -> PASSWORD.matcher(value).matches())
                .orElseGet(this::password);
    }

    private String password() {
        var bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Optional<String> value(Optional<Secret> existing, String key) {
        return existing.flatMap(secret -> SecretData.text(secret, key));
    }
}
