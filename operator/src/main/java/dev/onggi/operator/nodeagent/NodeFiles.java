package dev.onggi.operator.nodeagent;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The node's own configuration, read by the paths that it has on the node. It notes what it was asked for, so that
 * {@link Fingerprint} can tell later whether any of that has changed.
 */
final class NodeFiles {

    private static final int MAX_LINKS = 8;

    private final Path root;
    private final SortedSet<String> consulted = new TreeSet<>();

    /** Files of a node whose {@code /etc} and {@code /var/lib} are mounted below {@code root}. */
    NodeFiles(Path root) {
        this.root = root;
    }

    /** The text of a file, at most 1 MiB of it; empty when there is none. */
    Optional<String> read(String path) throws IOException {
        consulted.add(path);
        Path file = resolve(path);
        return Files.isRegularFile(file) ? Optional.of(BoundedText.read(file)) : Optional.empty();
    }

    /** Whether there is a directory with something in it: an empty one may have been made for a mount. */
    boolean hasEntries(String path) throws IOException {
        return !entries(path).isEmpty();
    }

    /** Paths of the files of a directory whose names match, in the order of their names; none where there is no such. */
    List<String> matching(String directory, String glob) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        return entries(directory).stream()
                .filter(name -> matcher.matches(Path.of(name)))
                .map(name -> directory + "/" + name)
                .toList();
    }

    /** Every path that was asked for, there or not. */
    SortedSet<String> consulted() {
        return consulted;
    }

    private List<String> entries(String path) throws IOException {
        consulted.add(path);
        Path directory = resolve(path);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names.stream().sorted().toList();
    }

    /** A link to an absolute path means the node's path, and not the one in this container. */
    private Path resolve(String path) throws IOException {
        Path there = below(path);
        for (int links = 0; links < MAX_LINKS && Files.isSymbolicLink(there); links++) {
            Path target = Files.readSymbolicLink(there);
            there = target.isAbsolute()
                    ? below(target.toString())
                    : there.resolveSibling(target).normalize();
        }
        return there.startsWith(root) && Files.exists(there, LinkOption.NOFOLLOW_LINKS) ? there : below(path);
    }

    private Path below(String path) {
        return root.resolve(Path.of("/").relativize(Path.of(path).normalize()));
    }
}
