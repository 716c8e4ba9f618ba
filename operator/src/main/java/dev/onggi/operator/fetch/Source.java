package dev.onggi.operator.fetch;

import java.io.IOException;
import java.nio.file.Path;

/** A source that this program fetches. */
sealed interface Source permits ArchiveSource, OciSource, ClaimSource {

    /**
     * What was found.
     *
     * @param id what it is known by: its digest
     * @param author who made it; empty: not said
     * @param message what that person said of it; empty: nothing
     */
    record Revision(String id, String author, String message) {}

    /** What is fetched, for the log. */
    String description();

    /** What becomes of the symbolic links in it. */
    Links links();

    /**
     * Puts it into a directory.
     *
     * @param tree the directory, which is empty
     * @param scratch a directory for what is needed meanwhile
     * @throws IOException where the machine is at fault, its full disk for instance
     */
    Revision fetch(SourceTree tree, Path scratch, SourceLimits limits) throws IOException, FetchException;
}
