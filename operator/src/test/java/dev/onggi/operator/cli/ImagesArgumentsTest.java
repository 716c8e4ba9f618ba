package dev.onggi.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesArgumentsTest {

    @Test
    void shouldAskForEverythingWhenARegistryAloneIsNamed() {
        // When / Then
        assertThat(ImagesArguments.parse(List.of("team-a/registry")))
                .isEqualTo(new ImagesArguments("team-a", "registry", "", false));
    }

    @Test
    void shouldTakeTextAndOptionInAnyOrder() {
        // When / Then
        assertThat(ImagesArguments.parse(List.of("--layers", "team-a/registry", "app")))
                .isEqualTo(new ImagesArguments("team-a", "registry", "app", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "registry", "team-a/", "/registry", "a/b/c", "a/b c d", "a/b --all"})
    void shouldShowTheUsageWhenTheyMakeNoSense(String line) {
        // Given
        var arguments = line.isEmpty() ? List.<String>of() : List.of(line.split(" "));

        // When / Then
        assertThatThrownBy(() -> ImagesArguments.parse(arguments))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining("Usage: images NAMESPACE/REGISTRY");
    }
}
