package dev.onggi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountTest {

    @ParameterizedTest
    @CsvSource({
        "0, node, 0 nodes, all 0 nodes, 0 of 0 nodes, have",
        "1, node, 1 node, the only node, 0 of 1 node, has",
        "2, node, 2 nodes, all 2 nodes, 0 of 2 nodes, have",
        "1, repository, 1 repository, the only repository, 0 of 1 repository, has",
        "2, repository, 2 repositories, all 2 repositories, 0 of 2 repositories, have"
    })
    void shouldUseSingularAndPluralWhenItIsOneAndWhenItIsNot(
            int number, String noun, String some, String all, String none, String verb) {
        // When / Then
        assertThat(Count.of(number, noun)).isEqualTo(some);
        assertThat(Count.all(number, noun)).isEqualTo(all);
        assertThat(Count.part(0, number, noun)).isEqualTo(none);
        assertThat(Count.part(0, number, noun, "has", "have")).isEqualTo(none + " " + verb);
        assertThat(Count.verb(number, "has", "have")).isEqualTo(verb);
    }
}
