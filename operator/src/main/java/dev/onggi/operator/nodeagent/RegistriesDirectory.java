package dev.onggi.operator.nodeagent;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * CRI-O's {@code registries.conf.d}
 * (https://github.com/containers/image/blob/main/docs/containers-registries.conf.d.5.md): a file per registry, of which
 * only those that carry our header are ours.
 */
record RegistriesDirectory(Path root) {

    private static final String PREFIX = "onggi-";
    private static final String SUFFIX = ".conf";

    /** The name of a registry's file. */
    static String fileName(RegistryHost registry) {
        return PREFIX + registry.directoryName().replace(':', '_') + SUFFIX;
    }

    /**
     * Makes the directory what is wanted.
     *
     * @return what was done, a sentence by the file it is about; and what was left alone goes into {@code refused}
     */
    SortedMap<String, String> attain(Map<String, String> wanted, Map<String, String> refused) throws IOException {
        SortedMap<String, String> done = new TreeMap<>();
        for (String name : ours()) {
            if (!wanted.containsKey(name)) {
                Files.deleteIfExists(root.resolve(name));
                done.put(name, "removed");
            }
        }
        for (Map.Entry<String, String> file : wanted.entrySet()) {
            Path path = root.resolve(file.getKey());
            Optional<String> there = read(path);
            if (isSomebodyElses(path, there)) {
                refused.put(file.getKey(), "it does not start with Onggi's header, so it is somebody else's");
            } else if (!there.equals(Optional.of(file.getValue()))) {
                AtomicFile.replace(path, file.getValue());
                done.put(file.getKey(), "written");
            }
        }
        return done;
    }

    private static boolean isSomebodyElses(Path path, Optional<String> there) {
        return there.isPresent() ? Header.owner(there.get()).isEmpty() : Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private List<String> ours() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root, PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                if (read(file).flatMap(Header::owner).isPresent()) {
                    names.add(file.getFileName().toString());
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    private static Optional<String> read(Path file) throws IOException {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(BoundedText.read(file, LinkOption.NOFOLLOW_LINKS))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
