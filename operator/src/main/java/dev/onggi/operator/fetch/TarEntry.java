package dev.onggi.operator.fetch;

/**
 * One entry of a tar archive, as the archive names it: nothing of it is to be believed.
 *
 * @param name path
 * @param kind what it is
 * @param target of a link: what it leads to; otherwise empty
 * @param mode permissions
 * @param modified seconds since 1970
 * @param size bytes of its content
 */
record TarEntry(String name, Kind kind, String target, int mode, long modified, long size) {

    /** What an entry is. */
    enum Kind {
        FILE,
        DIRECTORY,
        SYMBOLIC_LINK,
        HARD_LINK,
        /** A device, a pipe, or what only one tar program understands. */
        OTHER
    }
}
