package dev.onggi.operator.bench.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void shouldBeTheTablesOfTheGoldenFile() throws IOException {
        // Given
        var rows = new ArrayList<Row>();
        for (int round = 1; round <= 3; round++) {
            rows.add(bare(round, Case.COLD, 20 + round));
            rows.add(bare(round, Case.UNCHANGED, 0.1 * round));
            rows.add(bare(round, Case.CHANGED, 5 + 0.1 * round));
            rows.add(ours(round, Report.SHARED, Case.COLD.label(), 22 + round));
            rows.add(ours(round, Report.SHARED, Case.UNCHANGED.label(), 0.5 * round));
            rows.add(ours(round, Report.SHARED, Case.CHANGED.label(), 6 + 0.15 * round));
            rows.add(ours(round, Report.VOLUME, Case.COLD.label(), 24 + round));
            rows.add(ours(round, Report.VOLUME, Case.UNCHANGED.label(), 2.6));
            rows.add(ours(round, Report.VOLUME, Case.CHANGED.label(), 7));
            rows.add(ours(round, Report.SHARED, Report.ROLL_OUT, 2 + 0.1 * round));
        }

        // When
        var text = new Report(List.copyOf(rows)).text();

        // Then
        assertThat(text).isEqualTo(Files.readString(Path.of("src/test/resources/bench/report.md")));
    }

    private static Row bare(int round, Case situation, double seconds) {
        return new Row(round, Report.BARE, situation.label(), seconds, null, null, List.of());
    }

    private static Row ours(int round, String contender, String situation, double seconds) {
        return new Row(
                round,
                contender,
                situation,
                seconds,
                contender.equals(Report.SHARED) ? 8L + round : 21L,
                contender.equals(Report.SHARED) ? 0.05 : 0.1 * round,
                List.of(new Mark("ImageBuild: Building", 0.05), new Mark(Observation.BUILT, seconds - 1.2)));
    }
}
