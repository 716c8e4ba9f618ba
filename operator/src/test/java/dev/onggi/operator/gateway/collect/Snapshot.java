package dev.onggi.operator.gateway.collect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All files of a storage but those that are being deleted. */
record Snapshot(Map<String, Saved> saved) {

    record Saved(String content, FileTime modified) {}

    static Snapshot of(Path root) {
        try (var paths = Files.walk(root)) {
            return new Snapshot(new TreeMap<>(paths.filter(Files::isRegularFile)
                    .filter(path -> !path.startsWith(root.resolve("onggi-trash")))
                    .collect(Collectors.toMap(path -> root.relativize(path).toString(), Snapshot::saved))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Saved saved(Path file) {
        try {
            return new Saved(Files.readString(file, StandardCharsets.UTF_8), Files.getLastModifiedTime(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> files() {
        return saved.keySet();
    }

    void restore(Path root) {
        saved.forEach((path, file) -> {
            try {
                Files.createDirectories(root.resolve(path).getParent());
                Files.writeString(root.resolve(path), file.content());
                Files.setLastModifiedTime(root.resolve(path), file.modified());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
