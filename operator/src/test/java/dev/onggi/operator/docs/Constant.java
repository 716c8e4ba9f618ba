package dev.onggi.operator.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A name that is part of the API, as a constant of the code has it with its Javadoc: what people read and what programmers read is
 * one text.
 *
 * @param name the constant's
 * @param value the word that people see
 * @param meaning its Javadoc, in Markdown
 */
record Constant(String name, String value, String meaning) {

    private static final Path MAIN = Path.of("src/main/java/dev/onggi/operator");
    private static final Pattern DECLARATION = Pattern.compile(
            "/\\*\\*(?<text>(?:(?!\\*/).)*)\\*/\\s*public static final String (?<name>\\w+) =\\s*\"(?<value>\\w+)\";",
            Pattern.DOTALL);
    private static final Pattern WARNING = Pattern.compile("(?i)^[^:]*\\bwarning event\\b[^:]*:");
    private static final Pattern EVENT = Pattern.compile("(?i)^[^:]*\\bevent\\b[^:]*:");

    /** All of a class, named by its path below the operator's package. */
    static List<Constant> of(String source) {
        try {
            return DECLARATION
                    .matcher(Files.readString(MAIN.resolve(source)))
                    .results()
                    .map(found ->
                            new Constant(found.group("name"), found.group("value"), sentence(found.group("text"))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The type of the event that it is the reason of, if there is one that is told beside those of conditions that turn bad. */
    Optional<String> event() {
        if (WARNING.matcher(meaning).find()) {
            return Optional.of("Warning");
        }
        return EVENT.matcher(meaning).find() ? Optional.of("Normal") : Optional.empty();
    }

    private static String sentence(String javadoc) {
        return javadoc.replaceAll("\\s*\\n\\s*\\* ?", " ")
                .replaceAll("\\{@\\w+ ([^}]*)}", "`$1`")
                .strip();
    }
}
