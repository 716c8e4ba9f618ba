package dev.onggi.operator.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A reference to an image as people, workloads and kubelets write it, in its parts: {@code host:port/repository:tag@digest}.
 *
 * @param host host and port of the registry; empty where the reference names none, which means Docker Hub
 * @param repository path in the registry; empty where the text is a digest alone
 * @param tag the tag that stands there, or {@code latest} where there is neither tag nor digest
 * @param digest the digest that stands there
 */
public record ImageName(String host, String repository, Optional<String> tag, Optional<Digest> digest) {

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    /** What kubelets put before the reference in a Pod's status, such as docker-pullable://. */
    private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z-]*://");

    private static final String LATEST = "latest";
    private static final int LONGEST = 1024;

    /** The parts of a text; empty where it is no reference. */
    public static Optional<ImageName> parse(String text) {
        var plain = SCHEME.matcher(text.strip()).replaceFirst("");
        if (plain.isEmpty() || plain.length() > LONGEST) {
            return Optional.empty();
        }
        if (DIGEST.matcher(plain).matches()) {
            return Optional.of(new ImageName("", "", Optional.empty(), Optional.of(new Digest(plain))));
        }
        int at = plain.indexOf('@');
        var name = at < 0 ? plain : plain.substring(0, at);
        var digest = Optional.of(at < 0 ? "" : plain.substring(at + 1))
                .filter(value -> DIGEST.matcher(value).matches())
                .map(Digest::new);
        int colon = name.lastIndexOf(':');
        boolean tagged = colon > name.lastIndexOf('/');
        var tag = Optional.of(tagged ? name.substring(colon + 1) : digest.isPresent() ? "" : LATEST)
                .filter(value -> !value.isEmpty());
        var path = tagged ? name.substring(0, colon) : name;
        int slash = path.indexOf('/');
        boolean hosted = slash > 0 && isHost(path.substring(0, slash));
        return Optional.of(new ImageName(
                hosted ? path.substring(0, slash) : "", hosted ? path.substring(slash + 1) : path, tag, digest));
    }

    /** The rule of https://github.com/distribution/reference/blob/main/normalize.go: else it is a part of the path. */
    private static boolean isHost(String first) {
        return first.contains(".") || first.contains(":") || first.equals("localhost");
    }
}
