package dev.onggi.operator.docs;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The table of reasons of one kind, as the README has it between two comments. It is made of the Javadoc of the constants,
 * so that what people read and what programmers read is one text.
 *
 * @param kind the kind that the reasons belong to
 * @param sources the classes with the constants
 */
record ReasonTable(String kind, List<Path> sources) {

    private static final Path MAIN = Path.of("src/main/java/dev/onggi/operator");
    private static final Pattern REASON = Pattern.compile(
            "/\\*\\*(?<text>(?:(?!\\*/).)*)\\*/\\s*public static final String \\w+ =\\s*\"(?<reason>\\w+)\";",
            Pattern.DOTALL);

    static final List<ReasonTable> ALL = List.of(
            new ReasonTable("LocalRegistry", List.of(MAIN.resolve("localregistry/LocalRegistryReasons.java"))),
            new ReasonTable(
                    "ImageBuild",
                    List.of(
                            MAIN.resolve("imagebuild/ImageBuildReasons.java"),
                            MAIN.resolve("imagebuild/result/FailureReasons.java"))));

    String begin() {
        return "<!-- reasons of " + kind + " -->";
    }

    String end() {
        return "<!-- end of reasons of " + kind + " -->";
    }

    /** The table in Markdown. */
    String text() throws IOException {
        var rows = new StringBuilder("\n| reason | meaning |\n| --- | --- |\n");
        for (var source : sources) {
            var match = REASON.matcher(Files.readString(source));
            rows.append(match.results()
                    .map(found -> "| `%s` | %s |\n".formatted(found.group("reason"), sentence(found.group("text"))))
                    .collect(joining()));
        }
        return rows.append('\n').toString();
    }

    private static String sentence(String javadoc) {
        return javadoc.replaceAll("\\s*\\n\\s*\\* ?", " ")
                .replaceAll("\\{@\\w+ ([^}]*)}", "`$1`")
                .strip();
    }
}
