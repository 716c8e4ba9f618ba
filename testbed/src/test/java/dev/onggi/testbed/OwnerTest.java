package dev.onggi.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTest {

    private final Owner self = Owner.ofThisProcess();

    @Test
    void shouldNotBeGoneWhenItIsThisProcess() {
        // Given
        var label = self.toString();
        // When
        var owner = Owner.parse(label);
        // Then
        assertThat(owner).contains(self);
        assertThat(owner.orElseThrow().isGone()).isFalse();
    }

    @Test
    void shouldBeGoneWhenItsNumberBelongsToAnotherProcessNow() {
        // Given
        var earlier = new Owner(self.host(), self.pid(), self.started() - 1);
        // When
        var gone = earlier.isGone();
        // Then
        assertThat(gone).isTrue();
    }

    @Test
    void shouldNotBeGoneWhenItRunsOnAnotherMachine() {
        // Given
        var elsewhere = new Owner(self.host() + "-2", self.pid(), self.started() - 1);
        // When
        var gone = elsewhere.isGone();
        // Then
        assertThat(gone).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host/1", "host//", "host/x/1", "host/1/-1", "host/1/2/3"})
    void shouldNotBeReadWhenTheLabelIsNotOurs(String label) {
        // Given the label
        // When
        var owner = Owner.parse(label);
        // Then
        assertThat(owner).isEmpty();
    }
}
