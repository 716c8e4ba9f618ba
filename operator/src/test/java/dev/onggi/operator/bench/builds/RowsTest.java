package dev.onggi.operator.bench.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowsTest {

    private static final List<Row> ALL = List.of(
            row("Shared", 4, new Mark("a", 2), new Mark("built", 3)),
            row("Shared", 5, new Mark("built", 3), new Mark("a", 1), new Mark("once", 0)),
            row("Volume", 90));

    @Test
    void shouldSortTheMarksOfMostBuildsByTheirTimes() {
        assertThat(Rows.of(ALL, "Shared", "cold").marks()).containsExactly(new Mark("a", 1.5), new Mark("built", 3));
    }

    @Test
    void shouldMeasureFromAMarkToTheEnd() {
        assertThat(Rows.of(ALL, "Shared", "cold").after("built")).isEqualTo(new Spread(1.5, 1, 2));
    }

    private static Row row(String contender, double seconds, Mark... marks) {
        return new Row(1, contender, "cold", seconds, null, null, List.of(marks));
    }
}
