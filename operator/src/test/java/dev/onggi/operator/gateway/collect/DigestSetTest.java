package dev.onggi.operator.gateway.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.model.Digest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigestSetTest {

    @Test
    void shouldHaveWhatWasAddedAndNothingElseWhenItHasGrown() {
        // Given
        var set = new DigestSet(4);

        // When
        IntStream.range(0, 10_000).forEach(i -> set.add(Digest.of("in-" + i)));
        IntStream.range(0, 10_000).forEach(i -> set.add(Digest.of("in-" + i)));

        // Then
        assertThat(set.size()).isEqualTo(10_000);
        assertThat(IntStream.range(0, 10_000)).allMatch(i -> set.contains(Digest.of("in-" + i)));
        assertThat(IntStream.range(0, 10_000)).noneMatch(i -> set.contains(Digest.of("out-" + i)));
    }

    @Test
    void shouldHaveADigestThatBeginsWithZeros() {
        // Given
        var set = new DigestSet();
        var zeros = new Digest("sha256:" + "0".repeat(64));

        // When
        boolean before = set.contains(zeros);
        set.add(zeros);

        // Then
        assertThat(before).isFalse();
        assertThat(set.contains(zeros)).isTrue();
    }
}
