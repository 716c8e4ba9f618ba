package dev.onggi.operator.imagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.BuildPods;
import dev.onggi.operator.imagebuild.Samples;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildPhasesTest {

    private static final Instant CREATED = Samples.NOW.minusSeconds(30);
    private static final String PUSHED =
            "{\"steps\":5,\"cachedSteps\":2,\"pushSeconds\":1.5,\"metadata\":{\"pushSeconds\":9}}";

    @Test
    void shouldTellEachPhaseWhenTheContainersSayWhenTheyRan() {
        // Given
        var pod = BuildPods.withBuild(
                ran("build", 8, 20, PUSHED), BuildPods.withFetch(ran("fetch", 3, 7, ""), BuildPods.pod(1, "f")));

        // Then
        assertThat(BuildPhases.of(pod))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "wait", Duration.ofSeconds(3),
                        "fetch", Duration.ofSeconds(4),
                        "build", Duration.ofSeconds(12),
                        "push", Duration.ofMillis(1500)));
    }

    @Test
    void shouldWaitUntilTheBuildWhenThereIsNothingToFetch() {
        // Given
        var pod = BuildPods.withBuild(ran("build", 2, 20, "reason=BuildFailed"), BuildPods.pod(1, "f"));

        // Then
        assertThat(BuildPhases.of(pod))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("wait", Duration.ofSeconds(2), "build", Duration.ofSeconds(18)));
    }

    @Test
    void shouldTellNothingThatIsNotKnown() {
        // Then
        assertThat(BuildPhases.of(BuildPods.pod(1, "f"))).isEmpty();
        assertThat(BuildPhases.of(BuildPods.building(BuildPods.pod(1, "f")))).isEmpty();
        assertThat(BuildPhases.of(BuildPods.succeeded(BuildPods.pod(1, "f")))).isEmpty();
    }

    private static ContainerStatus ran(String name, long from, long to, String told) {
        return new ContainerStatusBuilder()
                .withName(name)
                .withNewState()
                .withNewTerminated()
                .withExitCode(0)
                .withStartedAt(CREATED.plusSeconds(from).toString())
                .withFinishedAt(CREATED.plusSeconds(to).toString())
                .withMessage(told)
                .endTerminated()
                .endState()
                .build();
    }
}
