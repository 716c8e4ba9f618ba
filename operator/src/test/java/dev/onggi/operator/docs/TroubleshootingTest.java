package dev.onggi.operator.docs;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** That nobody who looks up a reason finds nothing, or finds one that there is not. */
class TroubleshootingTest {

    private static final Path PAGE = Path.of("../docs/troubleshooting.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (?<reasons>`[^|]*) \\| (?<cause>[^|]*) \\| (?<next>[^|]*) \\|$");
    private static final Pattern REASON = Pattern.compile("`([A-Z]\\w+)`");

    @SuppressWarnings("UnusedVariable") // read by @FieldSource
    private static final List<ReasonTable> TABLES = ReasonTable.ALL;

    @ParameterizedTest
    @FieldSource("TABLES")
    void shouldHaveARowForEachReasonOfAKind(ReasonTable table) throws IOException {
        assertThat(reasonsOfRows(table.kind()))
                .as("the reasons of %s in the tables of %s below a heading that begins with it", table.kind(), PAGE)
                .isEqualTo(reasonsOf(table));
    }

    @Test
    void shouldSayWhatToDoOfEachReason() throws IOException {
        assertThat(ROW.matcher(Files.readString(PAGE)).results())
                .hasSizeGreaterThan(80)
                .allSatisfy(row -> assertThat(List.of(
                                row.group("cause").strip(), row.group("next").strip()))
                        .as("%s", row.group("reasons"))
                        .doesNotContain(""));
    }

    private static SortedSet<String> reasonsOfRows(String kind) throws IOException {
        return Stream.of(Files.readString(PAGE).split("(?m)^## ", -1))
                .filter(section -> section.startsWith(kind + ":"))
                .flatMap(section -> ROW.matcher(section).results())
                .flatMap(row -> REASON.matcher(row.group("reasons")).results())
                .map(reason -> reason.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private static SortedSet<String> reasonsOf(ReasonTable table) throws IOException {
        return table.text()
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line ->
                        REASON.matcher(line).results().findFirst().orElseThrow().group(1))
                .collect(toCollection(TreeSet::new));
    }
}
