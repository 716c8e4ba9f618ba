package dev.onggi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedNamespacesTest {

    @Test
    void shouldBeAllWhenNoneIsNamed() {
        // When
        var watched = WatchedNamespaces.of(List.of("", " "));

        // Then
        assertThat(watched).isEqualTo(WatchedNamespaces.ALL);
        assertThat(watched.all()).isTrue();
        assertThat(watched.contains("team-a")).isTrue();
        assertThat(watched).hasToString("all namespaces");
    }

    @Test
    void shouldBeThoseThatAreNamedWhateverTheSpaces() {
        // When
        var watched = WatchedNamespaces.of(List.of("team-b", " team-a ", "team-b"));

        // Then
        assertThat(watched.all()).isFalse();
        assertThat(watched.names()).containsExactly("team-a", "team-b");
        assertThat(watched.contains("team-a")).isTrue();
        assertThat(watched.contains("team-c")).isFalse();
        assertThat(watched).hasToString("team-a, team-b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Team", "team_a", "-team", "team-", "team a", "*"})
    void shouldRefuseWhatIsNoNameOfANamespace(String name) {
        assertThatThrownBy(() -> WatchedNamespaces.of(List.of("team-a", name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "ONGGI_WATCH_NAMESPACES has \"%s\", which is no name of a namespace; names are divided by commas"
                                .formatted(name));
    }
}
