package dev.onggi.operator.runner;

import dev.onggi.operator.builder.api.BuildOrder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Base64;
import java.util.List;

/**
 * The directories of builds, as builder.sh wants them. The container that fetches sees the sources and nothing else: no
 * credential of a build is in its reach.
 *
 * @param builds what builds are told, and what they tell
 * @param sources what is fetched
 */
record BuildFiles(Path builds, Path sources) {

    /** Whatever the scripts say is at most as long as a termination message. */
    private static final int LONGEST_MESSAGE = 4096;

    /** Writes what a build needs. */
    void write(BuildOrder order) throws IOException {
        var id = order.key().id();
        remove(id); // what a write that failed has left
        var workspace = Files.createDirectories(sources.resolve(id).resolve("workspace"));
        arguments(sources.resolve(id), order.fetch());
        for (var file : order.files().entrySet()) {
            write(workspace, file.getKey(), Base64.getDecoder().decode(file.getValue()));
        }
        var build = Files.createDirectories(builds.resolve(id));
        Files.createSymbolicLink(build.resolve("workspace"), workspace);
        arguments(build, order.arguments());
        var inputs = Files.createDirectories(build.resolve("onggi/inputs"));
        for (var input : order.inputs().entrySet()) {
            write(inputs, input.getKey(), input.getValue().getBytes(StandardCharsets.UTF_8));
        }
        // what fetch.sh says of the source beside its result
        Files.createSymbolicLink(
                build.resolve("onggi/fetched"), sources.resolve(id).resolve("run"));
        if (order.dockerConfig() != null) {
            write(build, "onggi/push/config.json", order.dockerConfig().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What the script told that fetches. */
    String fetched(String id) {
        return told(sources.resolve(id));
    }

    /** What the script told that builds. */
    String built(String id) {
        return told(builds.resolve(id));
    }

    /** Removes all of a build: the next one shall not see it, nor its credential. */
    void remove(String id) throws IOException {
        delete(builds.resolve(id));
        delete(sources.resolve(id));
    }

    private static void arguments(Path directory, List<String> arguments) throws IOException {
        var files = Files.createDirectories(directory.resolve("arguments"));
        for (int i = 0; i < arguments.size(); i++) {
            Files.writeString(files.resolve("%06d".formatted(i)), arguments.get(i));
        }
    }

    private static void write(Path directory, String path, byte[] content) throws IOException {
        var file = directory.resolve(path).normalize();
        if (!file.startsWith(directory)) {
            throw new IOException("a file's path leads out of its directory");
        }
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static String told(Path directory) {
        try (var told = Files.newInputStream(directory.resolve("told"))) {
            return new String(told.readNBytes(LONGEST_MESSAGE), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // a script that was killed tells nothing
        }
    }

    private static void delete(Path directory) throws IOException {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException error) throws IOException {
                    if (error != null) {
                        throw error;
                    }
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            // there was none, or it is gone by itself
        }
    }
}
