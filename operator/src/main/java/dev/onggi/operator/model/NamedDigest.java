package dev.onggi.operator.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An image by its tag, and what that led to.
 *
 * @param host registry
 * @param repository path there
 * @param tag tag
 * @param digest digest that it led to
 */
public record NamedDigest(String host, String repository, String tag, Digest digest) {

    /** Host, path and tag are at most as long as registries take them, which bounds the whole. */
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9.-]{1,150}(?::[0-9]{1,5})?)/([a-z0-9._/-]{1,200})"
            + ":([A-Za-z0-9_][A-Za-z0-9._-]{0,127})@(sha256:[0-9a-f]{64})");

    /** The image, in the form {@code host/repository:tag@sha256:…}; empty where a text is of another form. */
    public static Optional<NamedDigest> parse(String text) {
        var form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new NamedDigest(form.group(1), form.group(2), form.group(3), new Digest(form.group(4))))
                : Optional.empty();
    }

    /** The name with its tag. */
    public String reference() {
        return host + "/" + repository + ":" + tag;
    }

    @Override
    public String toString() {
        return reference() + "@" + digest;
    }
}
