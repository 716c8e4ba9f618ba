package dev.onggi.operator.localregistry;

import dev.onggi.operator.localregistry.resource.RegistryUsers;
import dev.onggi.operator.localregistry.resource.RegistryUsers.Next;
import dev.onggi.operator.localregistry.resource.RegistryUsers.Previous;
import dev.onggi.operator.localregistry.resource.SecretData;
import dev.onggi.operator.localregistry.resource.UsersSecret;
import dev.onggi.operator.model.UserSeed;
import io.fabric8.kubernetes.api.model.Secret;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes what the users of a registry are made from, and changes it when the spec asks for a rotation.
 *
 * <p>A rotation takes two steps, so that nobody is refused: first the gateway accepts the new passwords beside those in
 * use, and only when it is known to do so do the Secrets get them; then the old ones are accepted for another hour.
 */
final class UsersIssuer {

    /** How long passwords from before a rotation are accepted: a build that runs has read them already. */
    static final Duration GRACE = Duration.ofHours(1);

    /** So many rotations in an hour keep their old passwords; from there on the oldest are dropped early. */
    private static final int MAX_PREVIOUS = 8;

    private static final int SEED_BYTES = 32;

    /** Users whose random passwords the Secret of version 0.1 held under keys of their names. */
    private static final List<String> FIRST_USERS = List.of(UserSeed.PUSH, UserSeed.PULL);

    private final SecureRandom random;
    private final Clock clock;

    UsersIssuer(SecureRandom random, Clock clock) {
        this.random = random;
        this.clock = clock;
    }

    /**
     * The users of a registry. What is complete comes back unchanged.
     *
     * @param existing the Secret as it is
     * @param rotation the value of spec.auth.rotate, or empty
     * @param isKnown whether the gateway accepts the passwords of a seed already
     */
    RegistryUsers complete(Optional<Secret> existing, String rotation, Predicate<UserSeed> isKnown) {
        var now = clock.instant();
        return existing.flatMap(UsersSecret::read)
                .map(users -> rotated(without(users, now), rotation, isKnown, now))
                .orElseGet(() -> first(existing, rotation, now));
    }

    private RegistryUsers first(Optional<Secret> existing, String rotation, Instant now) {
        return new RegistryUsers(
                existing.flatMap(secret -> SecretData.text(secret, UserSeed.KEY))
                        .filter(value -> !value.isEmpty())
                        .map(UserSeed::new)
                        .orElseGet(this::seed),
                Optional.empty(),
                existing.stream()
                        .flatMap(secret -> passwordsOfFirstVersion(secret, now))
                        .toList(),
                rotation,
                existing.flatMap(secret -> SecretData.text(secret, UsersSecret.HTTP_SECRET))
                        .filter(value -> !value.isEmpty())
                        .orElseGet(() -> seed().value()));
    }

    /** This may go when nobody upgrades from version 0.1 any more. */
    private static Stream<Previous> passwordsOfFirstVersion(Secret secret, Instant now) {
        return FIRST_USERS.stream()
                .flatMap(user -> SecretData.text(secret, user)
                        .filter(password ->
                                !password.isBlank() && password.lines().count() == 1)
                        .map(password -> new Previous(user, password, now.plus(GRACE)))
                        .stream());
    }

    private RegistryUsers rotated(RegistryUsers users, String rotation, Predicate<UserSeed> isKnown, Instant now) {
        if (users.next().isPresent()) {
            return isKnown.test(users.next().get().seed())
                    ? taken(users, users.next().get(), now)
                    : users;
        }
        return rotation.isEmpty() || rotation.equals(users.rotation())
                ? users
                : new RegistryUsers(
                        users.seed(),
                        Optional.of(new Next(seed(), rotation)),
                        users.previous(),
                        users.rotation(),
                        users.httpSecret());
    }

    private static RegistryUsers taken(RegistryUsers users, Next next, Instant now) {
        var previous = new ArrayList<>(users.previous());
        previous.add(new Previous(Previous.EVERYBODY, users.seed().value(), now.plus(GRACE)));
        return new RegistryUsers(
                next.seed(),
                Optional.empty(),
                previous.subList(Math.max(0, previous.size() - MAX_PREVIOUS), previous.size()),
                next.rotation(),
                users.httpSecret());
    }

    private static RegistryUsers without(RegistryUsers users, Instant now) {
        return new RegistryUsers(
                users.seed(),
                users.next(),
                users.previous().stream()
                        .filter(previous -> now.isBefore(previous.until()))
                        .toList(),
                users.rotation(),
                users.httpSecret());
    }

    private UserSeed seed() {
        var bytes = new byte[SEED_BYTES];
        random.nextBytes(bytes);
        return new UserSeed(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
