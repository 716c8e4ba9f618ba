package dev.onggi.operator.model;

/** The tag of a repository under which builds with {@code cache.mode: Registry} keep their cache, beside the image. */
public final class CacheTag {

    /** The schema keeps it from being one of the image's own. */
    public static final String NAME = "buildcache";

    private CacheTag() {}
}
