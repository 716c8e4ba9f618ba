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
import org.junit.jupiter.params.provider.MethodSource;

/** That nobody who looks up a reason finds nothing, or finds one that there is not. */
class TroubleshootingTest {

    private static final Path PAGE = Path.of("../docs/troubleshooting.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (?<reasons>`[^|]*) \\| (?<cause>[^|]*) \\| (?<next>[^|]*) \\|$");
    private static final Pattern REASON = Pattern.compile("`([A-Z]\\w+)`");

    static List<Kind> kinds() {
        return Kind.ALL;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldHaveARowForEachReasonOfAKind(Kind kind) throws IOException {
        assertThat(reasonsOfRows(kind.title()))
                .as("the reasons of %s in the tables of %s below a heading that begins with it", kind, PAGE)
                .isEqualTo(kind.reasons().stream().map(Constant::value).collect(toCollection(TreeSet::new)));
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
}
