package dev.onggi.operator.localregistry.resource;

import static java.util.stream.Collectors.joining;

import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.UserSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The file from which the gateway knows its users: hashes of their passwords, and their rights. */
final class UsersFile {

    private UsersFile() {}

    /** One user; {@code derivedFrom} is what the password is derived from, and {@code repositories} a prefix. */
    private record User(String name, String derivedFrom, String rights, String repositories) {}

    /** The text. Nothing in it has to be escaped: names of users and namespaces are letters, digits, '-' and '.'. */
    static String text(RegistryUsers users, List<Tenant> tenants) {
        return all(tenants).stream()
                .map(user -> """
                        {"name":"%s","passwords":[%s],"rights":"%s","repositories":"%s"}""".formatted(
                        user.name(),
                        passwords(users, user)
                                .map(password -> '"' + Digest.of(password).value() + '"')
                                .distinct()
                                .collect(joining(",")),
                        user.rights(),
                        user.repositories()))
                .collect(joining(",\n  ", "{\"users\":[\n  ", "\n]}\n"));
    }

    private static List<User> all(List<Tenant> tenants) {
        var all = new ArrayList<User>();
        all.add(new User(UserSeed.PUSH, UserSeed.PUSH, "Push", ""));
        all.add(new User(UserSeed.PULL, UserSeed.PULL, "Pull", ""));
        all.add(new User(UserSeed.ADMIN, UserSeed.ADMIN, "Admin", ""));
        tenants.stream().sorted().forEach(tenant -> {
            all.add(new User(tenant.pullUser(), tenant.pullUser() + "/" + tenant.uid(), "Pull", ""));
            all.add(new User(
                    tenant.pushUser(), tenant.pushUser() + "/" + tenant.uid(), "Push", tenant.namespace() + "/"));
        });
        return all;
    }

    private static Stream<String> passwords(RegistryUsers users, User user) {
        return Stream.of(
                        Stream.of(users.seed().password(user.derivedFrom())),
                        users.next().stream().map(next -> next.seed().password(user.derivedFrom())),
                        users.previous().stream()
                                .flatMap(previous -> previous.password(user.name(), user.derivedFrom()).stream()))
                .flatMap(passwords -> passwords);
    }
}
