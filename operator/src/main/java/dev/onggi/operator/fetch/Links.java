package dev.onggi.operator.fetch;

/** What becomes of symbolic links, none of which is followed out of the source in any case. */
enum Links {
    /** One that leads out of the source is refused. */
    INSIDE,
    /** The same; but an absolute path starts at the source, as in an image. */
    AS_IN_IMAGE,
    /** They are the user's own, and are copied as they are. */
    AS_THEY_ARE
}
