package dev.onggi.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/security.md names a test for each rule: they exist. */
class SecurityPageTest {

    private static final Path PAGE = Path.of("../docs/security.md");
    private static final Pattern METHOD = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Pattern REFUSED = Pattern.compile("`(schema/invalid/[\\w-]+\\.yaml)`");
    private static final List<Path> SOURCES =
            List.of(Path.of("src/test/java"), Path.of("../crds/src/test/java"), Path.of("../testbed/src/test/java"));

    @Test
    void shouldNameTestsThatExist() throws IOException {
        // Given
        var named = METHOD.matcher(Files.readString(PAGE)).results().toList();
        var sources = SOURCES.stream()
                .flatMap(root -> javaFiles(root).stream())
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString(), SecurityPageTest::read, (one, other) -> one + other));

        // Then
        assertThat(named).hasSizeGreaterThan(30);
        assertThat(named)
                .allSatisfy(test -> assertThat(method(sources, test))
                        .as("%s of docs/security.md", test.group())
                        .isTrue());
    }

    @Test
    void shouldNameResourcesThatAreRefused() throws IOException {
        // Given
        var named = REFUSED.matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .toList();

        // Then
        assertThat(named).hasSizeGreaterThan(8);
        assertThat(named)
                .allSatisfy(
                        file -> assertThat(Path.of("src/test/resources", file)).exists());
    }

    private static boolean method(Map<String, String> sources, MatchResult test) {
        return sources.getOrDefault(test.group(1) + ".java", "").contains("void " + test.group(2) + "(");
    }

    private static List<Path> javaFiles(Path root) {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
