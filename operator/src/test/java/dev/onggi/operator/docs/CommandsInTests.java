package dev.onggi.operator.docs;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a class of tests takes from pages, as its source has it. At run time {@link Page#command} sees to it that there is such a
 * command.
 *
 * @param test the file
 * @param pages what it reads
 * @param beginnings what the commands begin with that it takes from any of them
 */
record CommandsInTests(Path test, Set<String> pages, Set<String> beginnings) {

    private static final List<Path> SOURCES = List.of(Path.of("src/test/java"), Path.of("../testbed/src/test/java"));
    private static final Pattern TEST = Pattern.compile("\\w+(?:Test|IT|E2E)\\.java");
    private static final Pattern PAGE = Pattern.compile("(?:new Reader|Page\\.of)\\(\\s*\"([^\"]+\\.md)\"");
    private static final Pattern TAKEN = Pattern.compile("\\.(?:type|command)\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** All classes of tests that take something. */
    static List<CommandsInTests> all() {
        return SOURCES.stream()
                .flatMap(CommandsInTests::tests)
                .map(CommandsInTests::of)
                .filter(test -> !test.pages.isEmpty())
                .toList();
    }

    private static CommandsInTests of(Path test) {
        try {
            var source = Files.readString(test);
            return new CommandsInTests(
                    test,
                    PAGE.matcher(source).results().map(found -> found.group(1)).collect(toSet()),
                    TAKEN.matcher(source)
                            .results()
                            .map(found -> found.group(1).translateEscapes())
                            .collect(toSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> tests(Path folder) {
        try (var files = Files.walk(folder)) {
            return files
                    .filter(file -> TEST.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it runs a command of a page. */
    boolean run(Page page, String command) {
        return pages.contains(page.path())
                && beginnings.stream()
                        .anyMatch(beginning ->
                                page.find(beginning).filter(command::equals).isPresent());
    }
}
