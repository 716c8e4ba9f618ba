package dev.onggi.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DashboardTest {

    @Test
    void shouldShowEveryMetric() {
        // Given
        var expressions = String.join("\n", Dashboard.expressions());

        // Then
        assertThat(Stream.of(Metric.values()).map(Metric::prometheusName))
                .allSatisfy(name -> assertThat(expressions).contains(name));
    }

    @Test
    void shouldAskForNothingThatATestDoesNotPutIn() {
        // Then
        assertThat(Dashboard.expressions()).isNotEmpty().noneMatch(expression -> expression.contains("$"));
    }

    @Test
    void shouldPutNoPanelOnAnother() {
        // Given
        Set<List<Integer>> taken = new HashSet<>();
        Set<Integer> identities = new HashSet<>();

        // Then
        Dashboard.json().get("panels").forEach(panel -> {
            var place = panel.get("gridPos");
            assertThat(identities.add(panel.get("id").asInt())).isTrue();
            for (int x = 0; x < place.get("w").asInt(); x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    var cell =
                            List.of(place.get("x").asInt() + x, place.get("y").asInt() + y);
                    assertThat(taken.add(cell))
                            .as("%s at %s", panel.get("title"), cell)
                            .isTrue();
                    assertThat(cell.getFirst()).isLessThan(24);
                }
            }
        });
    }
}
