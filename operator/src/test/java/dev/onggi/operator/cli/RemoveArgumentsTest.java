package dev.onggi.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoveArgumentsTest {

    @Test
    void shouldNameARegistryAndAnImage() {
        assertThat(RemoveArguments.parse(List.of("team-a/registry", "team-a/app:1.0")))
                .isEqualTo(new RemoveArguments("team-a", "registry", "team-a/app", "1.0", false));
        assertThat(RemoveArguments.parse(List.of("--force", "team-a/registry", "app:latest")))
                .isEqualTo(new RemoveArguments("team-a", "registry", "app", "latest", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a/b",
                "a/b c d",
                "registry app:1",
                "a/b app",
                "a/b app:",
                "a/b :1",
                "a/b app@sha256:1",
                "a/b app:1 --all"
            })
    void shouldShowTheUsageWhenTheyMakeNoSense(String line) {
        // Given
        var arguments = line.isEmpty() ? List.<String>of() : List.of(line.split(" "));

        // Then
        assertThatThrownBy(() -> RemoveArguments.parse(arguments))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining("Usage: remove NAMESPACE/REGISTRY REPOSITORY:TAG");
    }
}
