package dev.onggi.operator.localregistry.resource;

import dev.onggi.operator.model.UserSeed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the users of a registry are made from.
 *
 * @param seed what the passwords in use are derived from
 * @param next what they will be derived from as soon as the gateway knows it, during a rotation
 * @param previous what is still accepted, oldest first
 * @param rotation the value of spec.auth.rotate that {@code seed} was made for, or empty
 * @param httpSecret what the registry signs the state of uploads with; kept, so that an upload survives a restart
 */
public record RegistryUsers(
        UserSeed seed, Optional<Next> next, List<Previous> previous, String rotation, String httpSecret) {

    /**
     * The seed of a rotation that is under way.
     *
     * @param rotation the value of spec.auth.rotate that it was made for
     */
    public record Next(UserSeed seed, String rotation) {}

    /**
     * Something that was in use before.
     *
     * @param user name of the one user whose password {@code secret} is, or {@value #EVERYBODY}: then it is a seed
     * @param until when it is no longer accepted
     */
    public record Previous(String user, String secret, Instant until) {

        /** In the place of a user's name: all users. */
        public static final String EVERYBODY = "*";

        /** The password of a user, where this is about that user. */
        Optional<String> password(String name, String derivedFrom) {
            if (user.equals(EVERYBODY)) {
                return Optional.of(new UserSeed(secret).password(derivedFrom));
            }
            return user.equals(name) ? Optional.of(secret) : Optional.empty();
        }

        @Override
        public String toString() {
            return "Previous[" + user + "]"; // never a password, wherever this is printed
        }
    }

    /** When the last of the passwords from before ends; empty where there are none. */
    public Optional<Instant> previousUntil() {
        return previous.stream().map(Previous::until).max(Instant::compareTo);
    }

    @Override
    public String toString() {
        return "RegistryUsers[]"; // never a password, wherever this is printed
    }
}
