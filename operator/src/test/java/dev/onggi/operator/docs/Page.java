package dev.onggi.operator.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page for users, with the commands that it tells them to run.
 *
 * @param path from the top of the project
 * @param commands what its blocks of {@code sh} have, in order: each in one line, without comments
 */
public record Page(String path, List<String> commands) {

    private static final Path PROJECT = Path.of("..");
    private static final List<String> FOLDERS = List.of("docs", "examples", "deploy");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

    private static final Pattern MENTIONED = Pattern.compile("`([^`\\n]+)`");

    public Page {
        commands = List.copyOf(commands);
    }

    /** A page by its path from the top of the project. */
    public static Page of(String path) {
        return new Page(path, commands(text(path)));
    }

    /** All pages for users. */
    static List<Page> all() {
        var pages = new ArrayList<>(List.of(of("README.md")));
        for (var folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(folder))) {
                files.map(file -> PROJECT.relativize(file).toString())
                        .filter(file -> file.endsWith(".md"))
                        .sorted()
                        .map(Page::of)
                        .forEach(pages::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return pages;
    }

    static List<String> commands(String markdown) {
        return BLOCK.matcher(markdown)
                .results()
                .flatMap(block -> block.group(1).replaceAll("\\\\\\n\\s*", "").lines())
                .map(line -> line.replaceFirst("(^|\\s+)#\\s.*$", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** The text of a page. */
    static String text(String path) {
        try {
            return Files.readString(PROJECT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the running text and the tables of a page have of commands, each once. */
    public static List<String> mentioned(String path, String program) {
        return MENTIONED
                .matcher(text(path))
                .results()
                .map(found -> found.group(1))
                .filter(command -> command.startsWith(program + " "))
                .distinct()
                .toList();
    }

    /** The only command that begins with a text, or is the text; an error where there is none, or are several. */
    public String command(String beginning) {
        return find(beginning)
                .orElseThrow(() -> new AssertionError(
                        "%s has no single command that begins with \"%s\": %s".formatted(path, beginning, commands)));
    }

    /** The same; nothing where there is none, or are several. */
    Optional<String> find(String beginning) {
        if (commands.contains(beginning)) {
            return Optional.of(beginning);
        }
        var found = commands.stream()
                .filter(command -> command.startsWith(beginning))
                .distinct()
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
