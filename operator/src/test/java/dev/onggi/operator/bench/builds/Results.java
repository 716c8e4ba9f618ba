package dev.onggi.operator.bench.builds;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * A file with one JSON object a line: the machine first, then rounds and builds as they come, so that a run which breaks off
 * leaves what it has.
 *
 * @param file where it is
 */
record Results(Path file) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A new one, with the time in its name. */
    static Results in(Path directory, Instant now) throws IOException {
        Files.createDirectories(directory);
        return new Results(directory.resolve(
                "builds-" + now.toString().replaceAll("[^0-9T]", "-").substring(0, 19) + ".jsonl"));
    }

    void add(Object line) throws IOException {
        Files.writeString(
                file, JSON.writeValueAsString(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
