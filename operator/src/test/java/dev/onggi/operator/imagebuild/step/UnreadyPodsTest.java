package dev.onggi.operator.imagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.rollout.RolloutProgress;
import dev.onggi.operator.rollout.RolloutState;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadyPodsTest {

    private static final RolloutChoice.Image CHOICE =
            new RolloutChoice.Newest(Contexts.image().reference());
    private static final String FAILING = "Readiness probe failed: HTTP probe failed with statuscode: 500";

    private final List<String> asked = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                FAILING,
                "Liveness probe failed: command timed out",
                "Startup probe errored and resulted in unknown state: no such file"
            })
    void shouldTellWhichProbeFailsAndHow(String warning) {
        assertThat(told(warning, running(10, false)))
                .isEqualTo(new RolloutProgress.Progressing(
                        "0 of 1; pod hello-x: %s; see kubectl describe pod -n team-a hello-x".formatted(warning)));
    }

    @Test
    void shouldTellItAsTheCauseWhenTheDeadlineHasPassed() {
        // Given
        var late = state(new RolloutProgress.DeadlineExceeded("late"));

        // Then
        assertThat(pods(FAILING).told(context(running(10, false)), CHOICE, late).progress())
                .isEqualTo(new RolloutProgress.DeadlineExceeded(
                        "late; pod hello-x: " + FAILING + "; see kubectl describe pod -n team-a hello-x"));
    }

    @Test
    void shouldTellNothingOfOtherWarnings() {
        assertThat(told("Back-off restarting failed container", running(10, false)))
                .isEqualTo(new RolloutProgress.Progressing("0 of 1"));
    }

    @Test
    void shouldAskNobodyWhenThePodIsReadyOrHasJustStarted() {
        // When
        told(FAILING, running(10, true));
        told(FAILING, running(1, false));

        // Then
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldLookAgainAsLongAsAPodRunsAndIsNotReady() {
        // Given
        var rolling = Outcome.stop(Contexts.nothing(), new Summary.InProgress(ImageBuildReasons.ROLLING_OUT, "0 of 1"));
        var stalled = Outcome.stop(Contexts.nothing(), new Summary.Stalled(ImageBuildReasons.ROLLOUT_FAILED, "late"));

        // Then: a Pod that never gets ready costs nothing for ever
        assertThat(again(rolling, running(0, false))).contains(Duration.ofSeconds(5));
        assertThat(again(rolling, running(10, true))).isEmpty();
        assertThat(again(stalled, running(10, false))).isEmpty();
    }

    private RolloutProgress told(String warning, Pod pod) {
        return pods(warning)
                .told(context(pod), CHOICE, state(new RolloutProgress.Progressing("0 of 1")))
                .progress();
    }

    private static RolloutState state(RolloutProgress progress) {
        return new RolloutState("Deployment/hello", progress, Optional.empty(), Optional.empty());
    }

    private Optional<Duration> again(Outcome outcome, Pod pod) {
        return ((Outcome.Stop) pods("").again(context(pod), CHOICE, outcome)).again();
    }

    private UnreadyPods pods(String warning) {
        return new UnreadyPods(pod -> {
            asked.add(pod.getMetadata().getName());
            return Optional.of(warning);
        });
    }

    private static BuildContext context(Pod pod) {
        return Contexts.of(Samples.imageBuild(), new Deployment(), pod);
    }

    private static Pod running(int seconds, boolean ready) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("hello-x")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withImage(Contexts.image().reference())
                .endContainer()
                .endSpec()
                .withNewStatus()
                .addNewContainerStatus()
                .withReady(ready)
                .withNewState()
                .withNewRunning()
                .withStartedAt(Samples.NOW.minusSeconds(seconds).toString())
                .endRunning()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
