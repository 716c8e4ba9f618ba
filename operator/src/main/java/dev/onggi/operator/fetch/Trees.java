package dev.onggi.operator.fetch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Whole directories. No link is followed. */
final class Trees {

    private Trees() {}

    /** Deletes a file, a link, or a directory with all in it. */
    static void delete(Path path) throws IOException {
        Files.walkFileTree(path, new Deleting(null));
    }

    /** Deletes all in a directory, and leaves the directory. */
    static void clear(Path directory) throws IOException {
        Files.walkFileTree(directory, new Deleting(directory));
    }

    /** All symbolic links below a directory. */
    static List<Path> links(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            return all.filter(Files::isSymbolicLink).toList();
        }
    }

    private static final class Deleting extends SimpleFileVisitor<Path> {

        private final Path kept;

        private Deleting(Path kept) {
            this.kept = kept;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException error) throws IOException {
            if (error != null) {
                throw error;
            }
            if (!directory.equals(kept)) {
                Files.delete(directory);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
