package dev.onggi.operator.localregistry.resource;

import static java.util.stream.Collectors.joining;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.RegistryUsers.Next;
import dev.onggi.operator.localregistry.resource.RegistryUsers.Previous;
import dev.onggi.operator.model.UserSeed;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Secret with the users. It is the one place where their passwords come from; the other Secrets are made from it. */
public final class UsersSecret {

    /** Key of the gateway's file, the only one that it sees. */
    public static final String FILE = "users.json";

    /** Key of what the registry signs uploads with. */
    public static final String HTTP_SECRET = "http-secret";

    /** Key of the value of spec.auth.rotate that the passwords were made for. */
    static final String ROTATION = "rotation";

    /** Key of the seed of a rotation that is under way. */
    static final String NEXT = "next-seed";

    /** Key of the value of spec.auth.rotate that it is carried out for. */
    static final String NEXT_ROTATION = "next-rotation";

    /** Key of what is still accepted: in each line a time, a user or {@code *}, and a password or seed. */
    static final String PREVIOUS = "previous";

    private static final int FIELDS = 3;

    private UsersSecret() {}

    /** The users of a LocalRegistry. */
    public static Secret of(LocalRegistry registry, RegistryUsers users, List<Tenant> tenants) {
        var data = new TreeMap<String, String>();
        data.put(UserSeed.KEY, users.seed().value());
        data.put(ROTATION, users.rotation());
        data.put(HTTP_SECRET, users.httpSecret());
        data.put(FILE, UsersFile.text(users, tenants));
        users.next().ifPresent(next -> {
            data.put(NEXT, next.seed().value());
            data.put(NEXT_ROTATION, next.rotation());
        });
        if (!users.previous().isEmpty()) {
            data.put(PREVIOUS, users.previous().stream().map(UsersSecret::line).collect(joining()));
        }
        return new SecretBuilder()
                .withMetadata(
                        ChildMetadata.of(registry, ChildMetadata.names(registry).usersSecret(), ChildMetadata.REGISTRY))
                .withType("Opaque")
                .withData(SecretData.encode(data))
                .build();
    }

    /** The users in such a Secret, where it has what cannot be made again. */
    public static Optional<RegistryUsers> read(Secret secret) {
        var seed = SecretData.text(secret, UserSeed.KEY).filter(value -> !value.isEmpty());
        var httpSecret = SecretData.text(secret, HTTP_SECRET).filter(value -> !value.isEmpty());
        if (seed.isEmpty() || httpSecret.isEmpty()) {
            return Optional.empty();
        }
        var next = SecretData.text(secret, NEXT)
                .filter(value -> !value.isEmpty())
                .map(value -> new Next(
                        new UserSeed(value),
                        SecretData.text(secret, NEXT_ROTATION).orElse("")));
        return Optional.of(new RegistryUsers(
                new UserSeed(seed.get()),
                next,
                SecretData.text(secret, PREVIOUS).stream()
                        .flatMap(String::lines)
                        .flatMap(UsersSecret::previous)
                        .toList(),
                SecretData.text(secret, ROTATION).orElse(""),
                httpSecret.get()));
    }

    private static String line(Previous previous) {
        return String.join(" ", previous.until().toString(), previous.user(), previous.secret()) + "\n";
    }

    /** A line that somebody spoilt lets nobody in. */
    private static Stream<Previous> previous(String line) {
        var fields = line.split(" ", FIELDS);
        try {
            return fields.length == FIELDS
                    ? Stream.of(new Previous(fields[1], fields[2], Instant.parse(fields[0])))
                    : Stream.empty();
        } catch (DateTimeException e) {
            return Stream.empty();
        }
    }
}
