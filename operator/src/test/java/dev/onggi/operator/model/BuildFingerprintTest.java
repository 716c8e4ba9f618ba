package dev.onggi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildFingerprintTest {

    private static final String ABSENT = null;

    @Test
    void shouldBeTheSameWhenTheInputsAre() {
        // Given
        var one = new BuildFingerprint().with("target", "run").with("rebuild", "1");
        var other = new BuildFingerprint().with("rebuild", "1").with("target", "run");

        // Then
        assertThat(one.value()).isEqualTo(other.value()).matches("[0-9a-f]{64}");
    }

    @Test
    void shouldNotDependOnTheOrderOfAMap() {
        // Given
        var forward = new LinkedHashMap<String, String>();
        forward.put("a", "1");
        forward.put("b", "2");
        var backward = new LinkedHashMap<String, String>();
        backward.put("b", "2");
        backward.put("a", "1");

        // Then
        assertThat(new BuildFingerprint().with("files", forward).value())
                .isEqualTo(new BuildFingerprint().with("files", backward).value());
    }

    @Test
    void shouldDependOnTheOrderOfAList() {
        assertThat(new BuildFingerprint().with("tags", List.of("a", "b")).value())
                .isNotEqualTo(
                        new BuildFingerprint().with("tags", List.of("b", "a")).value());
    }

    @Test
    void shouldTellAbsentFromEmpty() {
        assertThat(List.of(
                        new BuildFingerprint().value(),
                        new BuildFingerprint().with("target", ABSENT).value(),
                        new BuildFingerprint().with("target", "").value(),
                        new BuildFingerprint().with("target", "-").value(),
                        new BuildFingerprint().with("target", List.of()).value(),
                        new BuildFingerprint().with("target", List.of("")).value()))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldTellNoMapFromAnEmptyOne() {
        assertThat(new BuildFingerprint().with("files", Map.of()).value()).isNotEqualTo(new BuildFingerprint().value());
    }

    @Test
    void shouldTellInputsApartWhenTheirTextsJoinToTheSame() {
        assertThat(List.of(
                        new BuildFingerprint().with("a", "b").with("c", "d").value(),
                        new BuildFingerprint().with("a", "b;1:c;1:d").value(),
                        new BuildFingerprint().with("a", "bc").with("d", "").value(),
                        new BuildFingerprint().with("ab", "").with("c", "d").value(),
                        new BuildFingerprint().with("a", List.of("b", "c")).value(),
                        new BuildFingerprint().with("a", List.of("bc")).value(),
                        new BuildFingerprint().with("a", Map.of("b", "c")).value()))
                .doesNotHaveDuplicates();
    }
}
