package dev.onggi.operator.model;

import java.util.regex.Pattern;

/** Who an image runs as, as a kubelet can tell from its configuration. */
public sealed interface ImageUser {

    /** Nothing is known of it. */
    ImageUser UNKNOWN = new Unknown();

    /** A user other than root, for certain. */
    record Numbered(long id) implements ImageUser {}

    /** Root: by number or name, or because the configuration names nobody. */
    record Root() implements ImageUser {}

    /** A user by a name, which only the image's own files lead to a number: a kubelet does not look into them. */
    record Named(String name) implements ImageUser {}

    /** Nothing is known of it. */
    record Unknown() implements ImageUser {}

    /** As many digits as any number of a user has. */
    Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /**
     * The user of a configuration.
     *
     * @param configured {@code user[:group]}, as USER of a Dockerfile; null where it is not known
     */
    static ImageUser of(String configured) {
        if (configured == null) {
            return UNKNOWN;
        }
        int colon = configured.indexOf(':');
        var user = colon < 0 ? configured : configured.substring(0, colon);
        if (user.isEmpty() || user.equals("root")) {
            return new Root();
        }
        if (!NUMBER.matcher(user).matches()) {
            return new Named(user);
        }
        long id = Long.parseLong(user);
        return id == 0 ? new Root() : new Numbered(id);
    }
}
