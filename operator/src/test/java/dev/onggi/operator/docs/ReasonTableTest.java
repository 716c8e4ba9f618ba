package dev.onggi.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ReasonTableTest {

    private static final Path README = Path.of("../README.md");

    @SuppressWarnings("UnusedVariable") // read by @FieldSource
    private static final List<ReasonTable> TABLES = ReasonTable.ALL;

    @ParameterizedTest
    @FieldSource("TABLES")
    void shouldStandInReadmeWhenAReasonChanges(ReasonTable table) throws IOException {
        // Given
        var expected = table.begin() + "\n" + table.text() + table.end();
        if (Boolean.getBoolean("readme.write")) {
            Files.writeString(README, withTable(Files.readString(README), table, expected));
        }

        // When
        var readme = Files.readString(README);

        // Then
        assertThat(table.text().lines().filter(line -> line.startsWith("| `"))).hasSizeGreaterThan(10);
        assertThat(readme)
                .as(
                        "the reasons of %s: run mvn -pl operator test -Dtest=ReasonTableTest -Dreadme.write=true",
                        table.kind())
                .contains(expected);
    }

    private static String withTable(String readme, ReasonTable table, String text) {
        var begin = readme.indexOf(table.begin());
        var end = readme.indexOf(table.end());
        var rest = end < 0 ? begin + table.begin().length() : end + table.end().length();
        return readme.substring(0, begin) + text + readme.substring(rest);
    }
}
