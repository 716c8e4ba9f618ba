package dev.onggi.operator.gateway.storage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The files of the registry's storage, whatever they lie on. Paths are relative to the registry's root directory, with
 * slashes, and have none at either end; {@link Layout} makes them.
 *
 * <p>Safe for use by several threads. The registry writes at the same time: what is missing a moment later is no error.
 */
public interface Store extends AutoCloseable {

    /**
     * Visits every file below a folder, in an order in which all files of a repository follow each other
     * ({@link Layout#repositoryOf}); no file where there is no such folder. The visitor may delete what it has been shown.
     *
     * @throws IOException where the storage cannot be read, or as the visitor throws
     */
    void walk(String folder, Visitor visitor) throws IOException;

    /** The names of the folders in a folder, sorted; none where there is no such folder. */
    List<String> folders(String folder) throws IOException;

    /**
     * Reads a file of at most so many bytes; empty where there is none.
     *
     * @throws IOException where it cannot be read or is larger
     */
    Optional<Content> read(String file, int limit) throws IOException;

    /**
     * Writes a file, or writes it anew: it is there as a whole or as it was before, and outlasts a node that loses its
     * power, together with all that was deleted before.
     */
    void write(String file, byte[] content) throws IOException;

    /**
     * Deletes a folder with all in it. The registry sees all of it or nothing: a process that is killed leaves no half
     * of it that the registry could serve. What is not there is deleted.
     */
    void delete(String folder) throws IOException;

    /** What was deleted directly below the root outlasts a node that loses its power, after this. */
    void settle() throws IOException;

    /** Removes what a deletion left behind that was killed, where the registry does not see it. */
    void tidy() throws IOException;

    /** The file system that it lies on; empty where there is none. */
    Optional<Volume> volume() throws IOException;

    @Override
    void close();

    /** Sees one file after the other. */
    @FunctionalInterface
    interface Visitor {
        /** A file. */
        void visit(StoredFile file) throws IOException;
    }
}
