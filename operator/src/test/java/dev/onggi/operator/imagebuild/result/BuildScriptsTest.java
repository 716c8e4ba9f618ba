package dev.onggi.operator.imagebuild.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuildScriptsTest {

    static Stream<String> scripts() {
        return Stream.of(BuildScripts.fetch(), BuildScripts.build(), BuildScripts.builder());
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void shouldBeReadableForAShellWhenLoaded(String script) throws IOException, InterruptedException {
        // Given
        var shell = new ProcessBuilder(List.of("sh", "-n", "-c", script)).inheritIO();

        // When
        int code = shell.start().waitFor();

        // Then
        assertThat(code).isZero();
        assertThat(script).startsWith("set -eu\n");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void shouldLeaveItsCommentsAtHomeAndKeepWhatNamesAProgram(String script) {
        assertThat(script.lines().map(String::strip).filter(line -> line.startsWith("#")))
                .allMatch("#!/bin/sh"::equals)
                .hasSizeLessThan(2);
    }

    /** The kubelet makes {@code $} of {@code $$}, and a value of {@code $(NAME)} where NAME is a variable of the container. */
    @ParameterizedTest
    @MethodSource("scripts")
    void shouldHoldNothingThatKubernetesExpandsWhenItIsAnArgument(String script) {
        // Given
        var variables = List.of("DOCKER_CONFIG", "ONGGI_RESULT", "ONGGI_ROOT", "HOME", "PATH");

        // Then
        assertThat(script).doesNotContain("$$");
        variables.forEach(name -> assertThat(script).doesNotContain("$(" + name + ")"));
    }
}
