package dev.onggi.operator.nodeagent;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A ConfigMap as the kubelet mounts it: each key is a link to {@code ..data/<key>}, and {@code ..data} is a link to a
 * folder with a time in its name. When the ConfigMap changes, the kubelet makes a new folder, moves the link to it and
 * then deletes the old one.
 */
record MountedConfigMap(Path mount) {

    private static final String CURRENT = "..data";

    /**
     * All keys with their contents, of one version of the ConfigMap.
     *
     * @throws IOException when the mount cannot be read, or the kubelet exchanged it meanwhile; the caller tries again
     *     a round later and must not take that for an empty ConfigMap
     */
    SortedMap<String, String> read() throws IOException {
        Path version = currentVersion();
        SortedMap<String, String> contents = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(version)) {
            for (Path file : files) {
                if (Files.isRegularFile(file)) {
                    contents.put(file.getFileName().toString(), BoundedText.read(file));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        // a folder that is being deleted can look like one with fewer keys, and we would remove what those keys ask for
        if (!version.equals(currentVersion())) {
            throw new IOException("the mounted ConfigMap changed while it was read");
        }
        return contents;
    }

    private Path currentVersion() throws IOException {
        Path link = mount.resolve(CURRENT);
        return (Files.exists(link, LinkOption.NOFOLLOW_LINKS) ? link : mount).toRealPath();
    }
}
