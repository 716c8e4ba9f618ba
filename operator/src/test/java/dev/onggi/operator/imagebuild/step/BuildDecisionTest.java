package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.BuildPods.REFUSED;
import static dev.onggi.operator.imagebuild.BuildPods.building;
import static dev.onggi.operator.imagebuild.BuildPods.failed;
import static dev.onggi.operator.imagebuild.BuildPods.leaving;
import static dev.onggi.operator.imagebuild.BuildPods.pod;
import static dev.onggi.operator.imagebuild.BuildPods.succeeded;
import static dev.onggi.operator.imagebuild.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuildStatus.Build;
import dev.onggi.operator.imagebuild.step.BuildDecision.AwaitEnd;
import dev.onggi.operator.imagebuild.step.BuildDecision.Built;
import dev.onggi.operator.imagebuild.step.BuildDecision.Cancel;
import dev.onggi.operator.imagebuild.step.BuildDecision.EndUnrecorded;
import dev.onggi.operator.imagebuild.step.BuildDecision.Failed;
import dev.onggi.operator.imagebuild.step.BuildDecision.Missing;
import dev.onggi.operator.imagebuild.step.BuildDecision.Observe;
import dev.onggi.operator.imagebuild.step.BuildDecision.RetryLater;
import dev.onggi.operator.imagebuild.step.BuildDecision.Start;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BuildDecisionTest {

    private static final String INPUT = "this input";
    private static final String OLDER = "an older input";
    private static final long GENERATION = 7;

    @Nested
    class WhenNothingIsKnown {

        @Test
        void shouldStartTheFirstBuildWhenThereIsNothing() {
            assertThat(decide(null)).isEqualTo(new Start(1, 1));
        }

        @Test
        void shouldObserveWhenTheOperatorWasKilledBeforeItWroteOfTheFirstPod() {
            // Given
            var pod = building(pod(1, INPUT));

            // Then
            assertThat(decide(null, pod)).isEqualTo(new Observe(pod));
        }

        @Test
        void shouldObserveWhenTheFirstPodEndedWhileTheOperatorWasAway() {
            // Given
            var pod = succeeded(pod(1, INPUT));

            // Then
            assertThat(decide(null, pod)).isEqualTo(new Observe(pod));
        }
    }

    @Nested
    class WhenAPodIsNewerThanTheStatus {

        @Test
        void shouldObserveItWhenItHasTheSameInput() {
            // Given
            var pod = building(pod(3, INPUT));

            // Then
            assertThat(decide(succeededBuild(2, OLDER), succeeded(pod(2, OLDER)), pod))
                    .isEqualTo(new Observe(pod));
        }

        @Test
        void shouldCancelItWhenTheInputChangedMeanwhile() {
            // Given
            var pod = building(pod(3, OLDER));

            // Then
            assertThat(decide(succeededBuild(2, OLDER), pod)).isEqualTo(new Cancel(pod));
        }

        @Test
        void shouldCancelItWhenItWaitsForANodeAndTheInputChanged() {
            // Given
            var pod = pod(3, OLDER);

            // Then
            assertThat(decide(null, pod)).isEqualTo(new Cancel(pod));
        }

        @Test
        void shouldRecordItWhenItEndedAndTheInputChanged() {
            // Given: started next, it would be in no history
            var pod = succeeded(pod(3, OLDER));

            // Then
            assertThat(decide(succeededBuild(2, INPUT), pod)).isEqualTo(new EndUnrecorded(pod));
        }

        @Test
        void shouldAwaitItsEndWhenSomebodyDeletesIt() {
            // Given
            var pod = leaving(building(pod(3, INPUT)));

            // Then
            assertThat(decide(succeededBuild(2, OLDER), pod)).isEqualTo(new AwaitEnd(pod));
        }

        @Test
        void shouldStillObserveItWhenItEndedBeforeSomebodyDeletedIt() {
            // Given
            var pod = leaving(succeeded(pod(3, INPUT)));

            // Then
            assertThat(decide(succeededBuild(2, OLDER), pod)).isEqualTo(new Observe(pod));
        }
    }

    @Nested
    class WhenTheStatusKnowsOfARunningBuild {

        @Test
        void shouldObserveItWhenItsPodIsThere() {
            // Given
            var pod = building(pod(2, INPUT));

            // Then
            assertThat(decide(runningBuild(2, INPUT), pod)).isEqualTo(new Observe(pod));
        }

        @Test
        void shouldCancelItWhenTheInputChanged() {
            // Given
            var pod = building(pod(2, OLDER));

            // Then
            assertThat(decide(runningBuild(2, OLDER), pod)).isEqualTo(new Cancel(pod));
        }

        @Test
        void shouldMissItsPodWhenThereIsNone() {
            assertThat(decide(runningBuild(2, INPUT))).isEqualTo(new Missing(runningBuild(2, INPUT)));
        }

        @Test
        void shouldMissItsPodWhenOnlyOlderOnesAreSeen() {
            assertThat(decide(runningBuild(2, INPUT), succeeded(pod(1, OLDER))))
                    .isEqualTo(new Missing(runningBuild(2, INPUT)));
        }

        @Test
        void shouldStartNothingWhenTheInputChangedAndItsPodIsNotSeenYet() {
            // Given: the informer lags behind; the Pod may be there and run
            var build = runningBuild(2, OLDER);

            // Then
            assertThat(decide(build, succeeded(pod(1, OLDER)))).isEqualTo(new Missing(build));
        }
    }

    @Nested
    class WhenTheStatusKnowsOfTheEnd {

        @Test
        void shouldBeBuiltWhenItSucceeded() {
            assertThat(decide(succeededBuild(2, INPUT), succeeded(pod(2, INPUT))))
                    .isEqualTo(new Built());
        }

        @Test
        void shouldBeBuiltWhenItsPodIsGone() {
            assertThat(decide(succeededBuild(2, INPUT))).isEqualTo(new Built());
        }

        @Test
        void shouldBeBuiltWhenItsPodIsBeingDeleted() {
            assertThat(decide(succeededBuild(2, INPUT), leaving(succeeded(pod(2, INPUT)))))
                    .isEqualTo(new Built());
        }

        @Test
        void shouldBeBuiltWhenTheSpecChangedButNotTheInput() {
            // Given
            var build = build(2, INPUT, 1, "Succeeded", null, 1);

            // Then
            assertThat(decide(build)).isEqualTo(new Built());
        }

        @Test
        void shouldStartTheNextWhenTheInputChanged() {
            assertThat(decide(succeededBuild(2, OLDER), succeeded(pod(2, OLDER))))
                    .isEqualTo(new Start(3, 1));
        }

        @Test
        void shouldStartTheNextWhenItWasCancelledAndItsPodIsGone() {
            assertThat(decide(build(2, INPUT, GENERATION, "Cancelled", null, 1)))
                    .isEqualTo(new Start(3, 1));
        }

        @Test
        void shouldAwaitItsEndWhenItWasCancelledAndItsPodStillRuns() {
            // Given
            var pod = leaving(building(pod(2, OLDER)));

            // Then
            assertThat(decide(build(2, OLDER, 1, "Cancelled", null, 1), pod)).isEqualTo(new AwaitEnd(pod));
        }

        @Test
        void shouldAwaitItsEndWhenTheInformerDoesNotShowYetThatItWasCancelled() {
            // Given: the deletion was sent, and the claim is not free
            var pod = building(pod(2, OLDER));

            // Then
            assertThat(decide(build(2, OLDER, 1, "Cancelled", null, 1), pod)).isEqualTo(new AwaitEnd(pod));
        }

        @Test
        void shouldStayFailedWhenNothingChanged() {
            assertThat(decide(build(2, INPUT, GENERATION, "Failed", null, 1))).isEqualTo(new Failed());
        }

        @Test
        void shouldStayFailedWhenItsPodIsBeingDeleted() {
            assertThat(decide(build(2, INPUT, GENERATION, "Failed", null, 1), leaving(failed(REFUSED, pod(2, INPUT)))))
                    .isEqualTo(new Failed());
        }

        @Test
        void shouldTryAgainWhenItFailedAndTheSpecChanged() {
            assertThat(decide(build(2, INPUT, GENERATION - 1, "Failed", null, 4)))
                    .isEqualTo(new Start(3, 1));
        }

        @Test
        void shouldRetryLaterWhenTheTimeHasNotCome() {
            // Given
            var at = NOW.plusSeconds(1);

            // Then
            assertThat(decide(build(2, INPUT, GENERATION, "Failed", at.toString(), 1)))
                    .isEqualTo(new RetryLater(at));
        }

        @Test
        void shouldStartTheNextAttemptWhenTheTimeHasCome() {
            assertThat(decide(build(2, INPUT, GENERATION, "Failed", NOW.toString(), 3)))
                    .isEqualTo(new Start(3, 4));
        }

        @Test
        void shouldNotWaitWhenTheInputChangedAfterAFaultThatIsNotTheUsers() {
            // Given
            var later = NOW.plusSeconds(200).toString();

            // Then
            assertThat(decide(build(2, OLDER, GENERATION, "Failed", later, 3))).isEqualTo(new Start(3, 1));
        }
    }

    private static BuildDecision decide(Build build, Pod... pods) {
        return BuildDecision.of(INPUT, GENERATION, build, List.of(pods), NOW);
    }

    private static Build runningBuild(int number, String fingerprint) {
        return build(number, fingerprint, GENERATION, null, null, 1);
    }

    private static Build succeededBuild(int number, String fingerprint) {
        return build(number, fingerprint, GENERATION, "Succeeded", null, 1);
    }

    private static Build build(
            int number, String fingerprint, long generation, String result, String retryTime, int attempt) {
        return new Build(
                number,
                "hello-%d-build".formatted(number),
                fingerprint,
                generation,
                result,
                retryTime,
                attempt,
                NOW.minusSeconds(30).toString(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
