package dev.onggi.operator.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Last words of fetches that failed, below {@code src/test/resources/fetch-results}. The tests that make a fetch fail hold
 * them against what it says; the tests of what a person is told begin with them. {@code mvn test -Dgolden.write=true} writes
 * them anew.
 */
public final class FetchResults {

    private static final Path FOLDER = Path.of("src/test/resources/fetch-results");

    private FetchResults() {}

    /** The names of all. */
    public static List<String> names() {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".txt", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a fetch said. */
    public static String read(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails unless this is what was recorded. */
    public static void assertRecorded(String name, String told) {
        if (Boolean.getBoolean("golden.write")) {
            write(file(name), told);
        }
        assertThat(told)
                .as("%s; if another output is wanted, run with -Dgolden.write=true", file(name))
                .isEqualTo(read(name));
    }

    private static Path file(String name) {
        return FOLDER.resolve(name + ".txt");
    }

    private static void write(Path file, String told) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(file, told);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
