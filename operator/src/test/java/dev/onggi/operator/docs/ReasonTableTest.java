package dev.onggi.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of what a status says are those of the code, and the code says nothing that they do not have. */
class ReasonTableTest {

    private static final String PAGE = "docs/status.md";
    private static final Path MAIN = Path.of("src/main/java/dev/onggi/operator");
    private static final String HOW = "run mvn -pl operator test -Dtest=ReasonTableTest -Dreadme.write=true";

    /** An event whose reason the code names where it is told. */
    private static final Pattern TOLD = Pattern.compile("Happening\\.(normal|warning)\\(\\s*\\w+Reasons\\.(\\w+),");

    /** An event or a condition whose reason is a text where it is told, and so in no table. */
    private static final Pattern UNNAMED = Pattern.compile(
            "(?:Happening\\.(?:normal|warning)\\(|ConditionStatus\\.\\w+,|Summary\\.\\w+\\()\\s*\"\\w+\"");

    static List<Kind> kinds() {
        return Kind.ALL;
    }

    static Stream<StatusTable> tables() {
        return Kind.ALL.stream().flatMap(kind -> StatusTable.of(kind).stream());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void shouldStandInThePageWhenTheCodeChanges(StatusTable table) throws IOException {
        // Given
        if (Boolean.getBoolean("readme.write")) {
            write(PAGE, table);
        }

        // Then
        assertThat(table.text().lines()).hasSizeGreaterThan(7);
        assertThat(Page.text(PAGE)).as("%s: %s", table, HOW).contains(table.block());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldStandInTheReadmeWhenAConditionChanges(Kind kind) throws IOException {
        // Given
        var table = StatusTable.of(kind).getFirst();
        if (Boolean.getBoolean("readme.write")) {
            write("README.md", table);
        }

        // Then
        assertThat(Page.text("README.md")).as("%s: %s", table, HOW).contains(table.block());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldHaveOneMeaningForEachReason(Kind kind) {
        assertThat(kind.reasons()).hasSizeGreaterThan(50);
        assertThat(kind.reasons().stream().map(Constant::value)).doesNotHaveDuplicates();
        assertThat(kind.reasons().stream().map(Constant::meaning)).doesNotHaveDuplicates();
        assertThat(kind.conditions().stream().map(Constant::value)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldTellTheEventsThatTheTablesHaveInTheTypeThatTheyHave(Kind kind) {
        // Given
        Map<String, String> declared = new TreeMap<>();
        kind.reasons().forEach(reason -> reason.event().ifPresent(type -> declared.put(reason.name(), type)));

        // When
        Map<String, String> told = new TreeMap<>();
        sources(kind)
                .forEach(source -> TOLD.matcher(source)
                        .results()
                        .forEach(event ->
                                told.put(event.group(2), event.group(1).equals("normal") ? "Normal" : "Warning")));

        // Then
        assertThat(told).hasSizeGreaterThan(8);
        assertThat(declared).containsAllEntriesOf(told);
        var happenings = sources(kind)
                .filter(source -> source.contains("Happening."))
                .toList()
                .toString();
        assertThat(declared.keySet())
                .as("some of them by the reason of a condition or a trigger")
                .allSatisfy(name -> assertThat(happenings).contains("Reasons." + name));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldGiveNoReasonThatIsInNoTable(Kind kind) {
        assertThat(sources(kind)
                        .flatMap(source -> UNNAMED.matcher(source).results())
                        .map(MatchResult::group))
                .as("reasons that are no constant with a meaning")
                .isEmpty();
    }

    @Test
    void shouldListFieldsByTheirPaths() {
        assertThat(StatusTable.of(Kind.IMAGE_BUILD).getLast().text())
                .contains("| `history[].digest` | string | Digest that was pushed; absent where the build failed. |");
    }

    private static void write(String page, StatusTable table) throws IOException {
        var text = Page.text(page);
        var begin = text.indexOf(table.begin());
        var end = text.indexOf(table.end());
        assertThat(List.of(begin, end))
                .as("%s has no place for the %s", page, table)
                .doesNotContain(-1);
        Files.writeString(
                Path.of("..", page),
                text.substring(0, begin)
                        + table.block()
                        + text.substring(end + table.end().length()));
    }

    private static Stream<String> sources(Kind kind) {
        try (var files = Files.walk(MAIN.resolve(kind.folder()))) {
            return files.filter(file -> file.toString().endsWith(".java")).map(ReasonTableTest::read).toList().stream();
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
