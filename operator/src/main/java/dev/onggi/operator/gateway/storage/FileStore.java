package dev.onggi.operator.gateway.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The storage on a file system. A folder is deleted by a rename out of the registry's sight, which is one step for all who
 * look, and then removed. Folders that the registry shares among its entries are never removed, not even when they are
 * empty: it may be about to write there.
 */
public final class FileStore implements Store {

    /** Beside the registry's own folder, on the same file system, where a rename is possible. */
    static final String TRASH = "onggi-trash";

    /** What lies in a repository, whose name begins with an underscore, comes before repositories further down. */
    private static final Comparator<Path> REPOSITORY_TOGETHER =
            Comparator.comparing((Path path) -> !name(path).startsWith("_")).thenComparing(FileStore::name);

    private final Path root;

    /** A storage in the registry's root directory. */
    public FileStore(Path root) {
        this.root = root;
    }

    @Override
    public void walk(String folder, Visitor visitor) throws IOException {
        walk(root.resolve(folder), visitor);
    }

    private void walk(Path directory, Visitor visitor) throws IOException {
        for (Path child : children(directory)) {
            BasicFileAttributes attributes;
            try {
                attributes = Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException gone) {
                continue;
            }
            if (attributes.isDirectory()) {
                walk(child, visitor);
            } else if (attributes.isRegularFile()) {
                visitor.visit(new StoredFile(
                        root.relativize(child).toString(),
                        attributes.size(),
                        attributes.lastModifiedTime().toInstant()));
            }
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        var children = new ArrayList<Path>();
        try (var stream = Files.newDirectoryStream(directory)) {
            stream.forEach(children::add);
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return List.of();
        }
        children.sort(REPOSITORY_TOGETHER);
        return children;
    }

    @Override
    public List<String> folders(String folder) throws IOException {
        return children(root.resolve(folder)).stream()
                .filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
                .map(FileStore::name)
                .sorted()
                .toList();
    }

    @Override
    public Optional<Content> read(String file, int limit) throws IOException {
        Path path = root.resolve(file);
        try (var stream = Files.newInputStream(path)) {
            var bytes = stream.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new IOException(file + " has more than " + limit + " bytes");
            }
            return Optional.of(
                    new Content(bytes, Files.getLastModifiedTime(path).toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(String file, byte[] content) throws IOException {
        Path target = root.resolve(file);
        Path draft = Files.createDirectories(root.resolve(TRASH))
                .resolve(UUID.randomUUID().toString());
        try (var channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
            Files.createDirectories(target.getParent());
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
        sync(target.getParent());
        sync(root);
    }

    /** What was renamed in a directory is on the disk after this. */
    private static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void delete(String folder) throws IOException {
        Path trash = Files.createDirectories(root.resolve(TRASH));
        Path gone = trash.resolve(UUID.randomUUID().toString());
        try {
            Files.move(root.resolve(folder), gone, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return;
        }
        remove(gone);
    }

    @Override
    public void settle() throws IOException {
        sync(root);
    }

    @Override
    public void tidy() throws IOException {
        for (Path left : children(root.resolve(TRASH))) {
            remove(left);
        }
    }

    private static void remove(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public Optional<Volume> volume() throws IOException {
        var store = Files.getFileStore(root);
        return Optional.of(new Volume(store.getTotalSpace(), store.getTotalSpace() - store.getUnallocatedSpace()));
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    @Override
    public void close() {
        // holds nothing open
    }
}
