package dev.onggi.operator.gateway.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the path of a request by the grammar of the OCI distribution specification. */
public final class RegistryPaths {

    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*+";
    private static final Pattern NAME = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*+");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");
    private static final Pattern UPLOAD_ID = Pattern.compile("[A-Za-z0-9=_-]{1,512}");
    /** The last of these words in a path is the one that counts: a repository may have them in its name. */
    private static final Pattern IN_REPOSITORY = Pattern.compile(
            "/v2/(.+)/(?:(manifests|blobs|referrers)/([^/]+)|blobs/(uploads)(?:/([^/]*))?|(tags)/list)");

    private static final int LONGEST_NAME = 255;
    private static final String ADMIN = "/onggi/v1/";

    private RegistryPaths() {}

    /** What a path is about; {@link RegistryPath.Unknown} where it does not follow the grammar. */
    public static RegistryPath parse(String raw) {
        var path = decoded(raw);
        return switch (path) {
            case "/", "/onggi/v1/health" -> new RegistryPath.Health();
            case "/v2", "/v2/" -> new RegistryPath.Base();
            case "/v2/_catalog" -> new RegistryPath.Catalog();
            default ->
                path.startsWith(ADMIN)
                        ? new RegistryPath.AdminApi(path.substring(ADMIN.length()))
                        : inRepository(IN_REPOSITORY.matcher(path));
        };
    }

    private static RegistryPath inRepository(Matcher matcher) {
        if (!matcher.matches() || !isName(matcher.group(1))) {
            return new RegistryPath.Unknown();
        }
        var repository = matcher.group(1);
        if (matcher.group(6) != null) {
            return new RegistryPath.Tags(repository);
        }
        if (matcher.group(4) != null) {
            return upload(repository, matcher.group(5));
        }
        return content(repository, matcher.group(2), matcher.group(3));
    }

    private static RegistryPath upload(String repository, String id) {
        if (id == null || id.isEmpty()) {
            return new RegistryPath.Uploads(repository);
        }
        return UPLOAD_ID.matcher(id).matches() ? new RegistryPath.Upload(repository, id) : new RegistryPath.Unknown();
    }

    private static RegistryPath content(String repository, String kind, String reference) {
        if (kind.equals("blobs") && reference.equals("uploads")) {
            return new RegistryPath.Uploads(repository);
        }
        boolean digest = isDigest(reference);
        if (kind.equals("manifests") && (digest || TAG.matcher(reference).matches())) {
            return new RegistryPath.Manifest(repository, reference);
        }
        if (!digest) {
            return new RegistryPath.Unknown();
        }
        return kind.equals("blobs")
                ? new RegistryPath.Blob(repository, reference)
                : new RegistryPath.Referrers(repository, reference);
    }

    /** Whether a text is the name of a repository. */
    static boolean isName(String text) {
        return text.length() <= LONGEST_NAME && NAME.matcher(text).matches();
    }

    /** Whether a text is a digest as the gateway forwards them. */
    public static boolean isDigest(String text) {
        return text != null && DIGEST.matcher(text).matches();
    }

    /** The path as the registry would decode it: what is looked at must be what it sees. */
    private static String decoded(String raw) {
        if (raw == null || raw.indexOf('%') < 0) {
            return raw == null ? "" : raw;
        }
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return ""; // a percent sign that encodes nothing
        }
    }
}
