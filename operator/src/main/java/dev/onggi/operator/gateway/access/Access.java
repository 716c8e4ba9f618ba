package dev.onggi.operator.gateway.access;

import dev.onggi.operator.gateway.access.RegistryPath.AdminApi;
import dev.onggi.operator.gateway.access.RegistryPath.Base;
import dev.onggi.operator.gateway.access.RegistryPath.Blob;
import dev.onggi.operator.gateway.access.RegistryPath.Catalog;
import dev.onggi.operator.gateway.access.RegistryPath.Health;
import dev.onggi.operator.gateway.access.RegistryPath.InRepository;
import dev.onggi.operator.gateway.access.RegistryPath.Manifest;
import dev.onggi.operator.gateway.access.RegistryPath.Referrers;
import dev.onggi.operator.gateway.access.RegistryPath.Tags;
import dev.onggi.operator.gateway.access.RegistryPath.Unknown;
import dev.onggi.operator.gateway.access.RegistryPath.Upload;
import dev.onggi.operator.gateway.access.RegistryPath.Uploads;
import java.util.Optional;
import java.util.Set;

/** Whether a user may do what a request asks for. */
public final class Access {

    /** What is copied in from elsewhere, and read by builds as if it were that place. */
    public static final String UPSTREAM = "upstream/";

    private static final String OWN = "onggi/";
    private static final Set<String> READ = Set.of("GET", "HEAD");

    private Access() {}

    /**
     * What to answer a request.
     *
     * @param method name of its method
     */
    public static Verdict decide(User user, String method, RegistryPath path) {
        return switch (path) {
            case Health _ -> READ.contains(method) ? new Verdict.Allowed() : new Verdict.NoSuchMethod();
            case Unknown _ -> new Verdict.NoSuchPath();
            case AdminApi admin -> admin(user, method, admin);
            case Base _, Catalog _, Tags _, Referrers _ ->
                READ.contains(method) ? new Verdict.Allowed() : new Verdict.NoSuchMethod();
            case Manifest manifest -> content(user, method, manifest, Set.of("PUT"));
            case Blob blob -> content(user, method, blob, Set.of());
            case Uploads uploads -> method.equals("POST") ? written(user, uploads) : new Verdict.NoSuchMethod();
            case Upload upload ->
                Set.of("GET", "HEAD", "PATCH", "PUT", "DELETE").contains(method)
                        ? written(user, upload)
                        : new Verdict.NoSuchMethod();
        };
    }

    private static Verdict admin(User user, String method, AdminApi admin) {
        if (admin.name().equals("images")) {
            return method.equals("GET") ? new Verdict.Allowed() : new Verdict.NoSuchMethod();
        }
        return user.right() == Right.ADMIN
                ? new Verdict.Allowed()
                : new Verdict.Denied("the admin API is for a user with Admin rights; " + may(user));
    }

    private static Verdict content(User user, String method, InRepository path, Set<String> writing) {
        if (READ.contains(method)) {
            return new Verdict.Allowed();
        }
        if (writing.contains(method)) {
            return written(user, path);
        }
        if (!method.equals("DELETE")) {
            return new Verdict.NoSuchMethod();
        }
        return user.right() == Right.ADMIN
                ? new Verdict.Allowed()
                : new Verdict.Denied("only a user with Admin rights may delete; " + may(user));
    }

    private static Verdict written(User user, InRepository path) {
        var repository = path.repository();
        return refusal(user, repository)
                .<Verdict>map(reason -> new Verdict.Denied(
                        "user " + user.name() + " may not push to " + repository + ": " + reason + "; " + may(user)))
                .orElseGet(Verdict.Allowed::new);
    }

    private static Optional<String> refusal(User user, String repository) {
        if (user.right() == Right.ADMIN) {
            return Optional.empty();
        }
        if (!user.right().includes(Right.PUSH)) {
            return Optional.of("it has no Push rights");
        }
        if (repository.startsWith(OWN)) {
            return Optional.of("repositories below " + OWN + " are the operator's own");
        }
        return repository.startsWith(user.prefix()) ? Optional.empty() : Optional.of("it lies in another namespace");
    }

    private static String may(User user) {
        return switch (user.right()) {
            case PULL -> "user " + user.name() + " may pull everything";
            case PUSH ->
                "user " + user.name() + " may pull everything and push "
                        + (user.prefix().isEmpty() ? "to every repository but " + OWN + "…" : "below " + user.prefix());
            case ADMIN -> "user " + user.name() + " may do everything";
        };
    }

    /** What to answer. */
    public sealed interface Verdict {

        /** go on */
        record Allowed() implements Verdict {}

        /**
         * not by this user
         *
         * @param message why, and what the user may do
         */
        record Denied(String message) implements Verdict {}

        /** no such path, for nobody */
        record NoSuchPath() implements Verdict {}

        /** a path that has no such method */
        record NoSuchMethod() implements Verdict {}
    }
}
