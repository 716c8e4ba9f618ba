package dev.onggi.operator.fetch;

/**
 * How much a source may be, for its server may send what it likes. The descriptions in the schema have the same numbers.
 *
 * @param sent bytes as they are sent, compressed or not
 * @param unpacked bytes of the archives, when nothing is compressed any more
 * @param entries files, directories and links
 */
record SourceLimits(long sent, long unpacked, int entries) {

    private static final long GIB = 1L << 30;

    /** Those of every build. */
    static final SourceLimits OF_BUILDS = new SourceLimits(GIB, 4 * GIB, 200_000);
}
