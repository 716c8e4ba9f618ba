package dev.onggi.operator.imagebuild.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.Samples;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuildArgumentsTest {

    @Test
    void shouldBeNoVariableOfAContainerAndNothingThatTheFetchIsTold() {
        // Given
        var evil = "/workspace/evil.so";
        var plan = new BuildPlan(
                Samples.imageBuild(Samples.GIT, "args: [{name: LD_PRELOAD, value: %s}]".formatted(evil)),
                PushTarget.of(Samples.registry("registry"), "team-a"),
                Optional.empty(),
                Samples.SETTINGS);

        // When
        var pod = BuildPodFactory.pod(plan, 1).getSpec();

        // Then
        assertThat(pod.getContainers().getFirst().getArgs())
                .containsSubsequence("--opt", "build-arg:LD_PRELOAD=" + evil);
        assertThat(pod.getContainers())
                .hasSize(1)
                .allSatisfy(build -> assertThat(build.getEnv())
                        .noneMatch(variable -> variable.toString().contains(evil)));
        assertThat(pod.getInitContainers())
                .hasSize(1)
                .allSatisfy(fetch -> assertThat(fetch.toString()).doesNotContain(evil, "LD_PRELOAD"));
    }
}
