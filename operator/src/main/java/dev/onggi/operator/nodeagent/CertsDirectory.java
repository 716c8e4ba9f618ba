package dev.onggi.operator.nodeagent;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The container runtime's {@code certs.d}, with a directory per registry: all runtimes lay it out alike. Others write in it too, so this touches
 * nothing but directories that bear a registry's name, and links are never followed.
 */
record CertsDirectory(Path root) {

    /** What is there for each name that is a registry's. Removes our own leftover temporary files on the way. */
    SortedMap<RegistryHost, Present> observe() throws IOException {
        SortedMap<RegistryHost, Present> present = new TreeMap<>();
        for (Path entry : withoutLeftovers(root)) {
            Optional<RegistryHost> registry =
                    RegistryHost.parse(entry.getFileName().toString());
            if (registry.isPresent()) {
                present.put(registry.get(), look(entry));
            }
        }
        return present;
    }

    void perform(Action action) throws IOException {
        Path directory = root.resolve(action.registry().directoryName());
        switch (action) {
            case Action.Create create -> create(directory, create.files());
            case Action.Write write ->
                AtomicFile.replace(directory.resolve(write.file().fileName()), write.content());
            case Action.Remove _ -> remove(directory);
            case Action.Refuse _ -> {} // the word of it is the caller's
        }
    }

    /**
     * The directory appears with both files in it: a crash never leaves one without our header, which we would take for
     * somebody else's. The rename succeeds when nothing or an empty directory is in its place, and fails when somebody
     * was quicker.
     */
    private static void create(Path directory, RegistryFiles files) throws IOException {
        Path temporary = AtomicFile.temporaryFor(directory);
        Files.createDirectory(temporary);
        for (Map.Entry<HostsFile, String> file : files.contents().entrySet()) {
            AtomicFile.writeDurably(temporary.resolve(file.getKey().fileName()), file.getValue());
        }
        Files.move(temporary, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The file with the header goes last, where it is not the only one: after a crash the rest is still known as ours. */
    private static void remove(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(HostsFile.CA.fileName()));
        Files.deleteIfExists(directory.resolve(HostsFile.HOSTS.fileName()));
        try {
            Files.delete(directory);
        } catch (DirectoryNotEmptyException e) {
            // somebody put a file of their own beside ours: it stays
        }
    }

    private static Present look(Path entry) {
        if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            return new Present.NotADirectory();
        }
        try {
            return lookInto(entry);
        } catch (IOException e) {
            return new Present.Unreadable(e.toString());
        }
    }

    private static Present.Directory lookInto(Path entry) throws IOException {
        boolean others = false;
        for (Path file : withoutLeftovers(entry)) {
            others |= !isFile(file, HostsFile.CA) && !isFile(file, HostsFile.HOSTS);
        }
        return new Present.Directory(read(entry, HostsFile.CA), read(entry, HostsFile.HOSTS), others);
    }

    private static Optional<String> read(Path directory, HostsFile which) throws IOException {
        Path file = directory.resolve(which.fileName());
        return isFile(file, which) ? Optional.of(BoundedText.read(file, LinkOption.NOFOLLOW_LINKS)) : Optional.empty();
    }

    private static boolean isFile(Path file, HostsFile which) {
        return file.endsWith(which.fileName()) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static List<Path> withoutLeftovers(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        for (Path entry : list(directory)) {
            if (entry.getFileName().toString().startsWith(AtomicFile.TEMPORARY)) {
                discard(entry);
            } else {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** Our temporary directories are flat; anything deeper is not ours and makes this fail. */
    private static void discard(Path leftover) throws IOException {
        if (Files.isDirectory(leftover, LinkOption.NOFOLLOW_LINKS)) {
            for (Path file : list(leftover)) {
                Files.delete(file);
            }
        }
        Files.delete(leftover);
    }

    private static List<Path> list(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }
}
