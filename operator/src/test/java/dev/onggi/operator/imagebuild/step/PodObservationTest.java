package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.BuildPods.BUILT;
import static dev.onggi.operator.imagebuild.BuildPods.END;
import static dev.onggi.operator.imagebuild.BuildPods.FETCHED;
import static dev.onggi.operator.imagebuild.BuildPods.REFUSED;
import static dev.onggi.operator.imagebuild.BuildPods.ended;
import static dev.onggi.operator.imagebuild.BuildPods.failed;
import static dev.onggi.operator.imagebuild.BuildPods.inPhase;
import static dev.onggi.operator.imagebuild.BuildPods.pod;
import static dev.onggi.operator.imagebuild.BuildPods.running;
import static dev.onggi.operator.imagebuild.BuildPods.succeeded;
import static dev.onggi.operator.imagebuild.BuildPods.waiting;
import static dev.onggi.operator.imagebuild.BuildPods.withBuild;
import static dev.onggi.operator.imagebuild.BuildPods.withFetch;
import static dev.onggi.operator.imagebuild.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.step.PodObservation.BuildFailed;
import dev.onggi.operator.imagebuild.step.PodObservation.Building;
import dev.onggi.operator.imagebuild.step.PodObservation.FetchFailed;
import dev.onggi.operator.imagebuild.step.PodObservation.Fetching;
import dev.onggi.operator.imagebuild.step.PodObservation.Interrupted;
import dev.onggi.operator.imagebuild.step.PodObservation.OutOfMemory;
import dev.onggi.operator.imagebuild.step.PodObservation.OutOfStorage;
import dev.onggi.operator.imagebuild.step.PodObservation.Starting;
import dev.onggi.operator.imagebuild.step.PodObservation.Succeeded;
import dev.onggi.operator.imagebuild.step.PodObservation.TimedOut;
import dev.onggi.operator.imagebuild.step.PodObservation.Troubled;
import dev.onggi.operator.rollout.PodTrouble;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodObservationTest {

    private static final Pod NEW = pod(1, "input");
    private static final Pod FETCHED_POD = withFetch(ended("fetch", 0, FETCHED), NEW);

    @Nested
    class BeforeTheEnd {

        @Test
        void shouldBeStartingWhenThereIsNoStatus() {
            // Given
            var pod = new PodBuilder(NEW).withStatus(null).build();

            // Then
            assertThat(observe(pod)).isEqualTo(new Starting());
            assertThat(PodObservation.isFinished(pod)).isFalse();
        }

        @Test
        void shouldBeStartingWhenThePhaseIsAbsent() {
            assertThat(observe(inPhase(null, NEW))).isEqualTo(new Starting());
        }

        @Test
        void shouldBeStartingWhenContainersAreBeingMade() {
            assertThat(observe(withBuild(waiting("build", "ContainerCreating", null), NEW)))
                    .isEqualTo(new Starting());
        }

        @Test
        void shouldBeStartingWhenAContainerHasNoState() {
            // Given
            var status = new ContainerStatusBuilder().withName("build").build();

            // Then
            assertThat(observe(withBuild(status, NEW))).isEqualTo(new Starting());
        }

        @Test
        void shouldBeTroubledWhenAnImageCannotBePulled() {
            // Given
            var pod = withBuild(waiting("build", "ErrImagePull", "not found"), NEW);

            // Then
            assertThat(observe(pod))
                    .isEqualTo(
                            new Troubled(new PodTrouble("hello-1-build", "ImagePullBackOff", "not found", null, null)));
        }

        @Test
        void shouldBeFetchingWhenFetchRuns() {
            assertThat(observe(withFetch(running("fetch"), NEW))).isEqualTo(new Fetching());
        }

        @Test
        void shouldBeFetchingWhenFetchHasEndedAndBuildHasNotStarted() {
            assertThat(observe(withBuild(waiting("build", "PodInitializing", null), FETCHED_POD)))
                    .isEqualTo(new Fetching());
        }

        @Test
        void shouldBeTroubledWhenBuildCannotStartAfterFetch() {
            // Given
            var pod = withBuild(waiting("build", "CreateContainerError", "no profile"), FETCHED_POD);

            // Then
            assertThat(observe(pod))
                    .isEqualTo(new Troubled(
                            new PodTrouble("hello-1-build", "CreateContainerError", "no profile", null, null)));
        }

        @Test
        void shouldBeFetchingWhenFetchHasFailedAndThePhaseIsToCome() {
            // Given: the kubelet writes the phase when it has put all away
            var pod = withFetch(ended("fetch", 1, "reason=RevisionNotFound"), NEW);

            // Then
            assertThat(observe(pod)).isEqualTo(new Fetching());
        }

        @Test
        void shouldBeBuildingWhenBuildRuns() {
            assertThat(observe(withBuild(running("build"), FETCHED_POD))).isEqualTo(new Building(FETCHED));
        }

        @Test
        void shouldBeBuildingWhenBuildHasFailedAndThePhaseIsToCome() {
            // Given: the Pod may yet say that it was evicted, or ran out of time
            var pod = inPhase("Running", withBuild(ended("build", 1, "told"), NEW));

            // Then
            assertThat(observe(pod)).isEqualTo(new Building(""));
            assertThat(PodObservation.isFinished(pod)).isFalse();
        }

        @Test
        void shouldBeBuildingWhenBuildHasEndedWithoutWordsAndThePhaseIsToCome() {
            // Given
            var pod = inPhase("Running", withBuild(ended("build", 0, null), NEW));

            // Then
            assertThat(observe(pod)).isEqualTo(new Building(""));
            assertThat(PodObservation.isFinished(pod)).isFalse();
        }

        @Test
        void shouldBeBuildingWhenTheNodeIsNotHeardOf() {
            assertThat(observe(inPhase("Unknown", withBuild(running("build"), NEW))))
                    .isEqualTo(new Building(""));
        }
    }

    @Nested
    class AfterTheEnd {

        @Test
        void shouldSucceedWithWhatBothContainersTold() {
            // Given
            var pod = succeeded(FETCHED_POD);

            // Then
            assertThat(observe(pod)).isEqualTo(new Succeeded(FETCHED, BUILT, END));
            assertThat(PodObservation.isFinished(pod)).isTrue();
        }

        @Test
        void shouldSucceedWhenBuildHasToldSoAndThePhaseIsToCome() {
            // Given
            var pod = inPhase("Running", withBuild(ended("build", 0, BUILT), FETCHED_POD));

            // Then
            assertThat(observe(pod)).isEqualTo(new Succeeded(FETCHED, BUILT, END));
            assertThat(PodObservation.isFinished(pod)).isTrue();
        }

        @Test
        void shouldSucceedWithoutWordsWhenNoContainerIsToldOf() {
            assertThat(observe(inPhase("Succeeded", NEW))).isEqualTo(new Succeeded("", "", NOW));
        }

        @Test
        void shouldFailWithWhatBuildTold() {
            assertThat(observe(failed(REFUSED, FETCHED_POD))).isEqualTo(new BuildFailed(FETCHED, REFUSED, END));
        }

        @Test
        void shouldFailWithWhatFetchTold() {
            // Given
            var pod = inPhase(
                    "Failed",
                    withBuild(
                            waiting("build", "PodInitializing", null),
                            withFetch(ended("fetch", 1, "reason=RevisionNotFound"), NEW)));

            // Then
            assertThat(observe(pod)).isEqualTo(new FetchFailed("reason=RevisionNotFound", END));
        }

        @Test
        void shouldFailWithoutWordsWhenTheContainerLeftNone() {
            assertThat(observe(failed(null, NEW))).isEqualTo(new BuildFailed("", "", END));
        }

        @Test
        void shouldRunOutOfTimeWhenTheDeadlineIsExceeded() {
            // Given
            var pod = because("DeadlineExceeded", "Pod was active on the node longer", failed("stopped", FETCHED_POD));

            // Then
            assertThat(observe(pod)).isEqualTo(new TimedOut(FETCHED, END));
        }

        @Test
        void shouldRunOutOfTimeNowWhenNoContainerEverRan() {
            assertThat(observe(because("DeadlineExceeded", null, inPhase("Failed", NEW))))
                    .isEqualTo(new TimedOut("", NOW));
        }

        @ParameterizedTest
        @CsvSource({"fetch", "build"})
        void shouldRunOutOfMemoryWhenTheKernelEndsAContainer(String container) {
            // Given
            var killed = ended(container, 137, "OOMKilled", "told");
            var pod = inPhase("Failed", container.equals("fetch") ? withFetch(killed, NEW) : withBuild(killed, NEW));

            // Then
            assertThat(observe(pod))
                    .isEqualTo(new OutOfMemory(container.equals("fetch") ? "told" : "", container, "told", END));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Evicted", "Preempting", "Terminated", "NodeLost", "UnexpectedAdmissionError"})
        void shouldBeInterruptedWhenThePodIsTakenAway(String reason) {
            // Given
            var pod = because(reason, "The node was low on resource: memory.", failed("stopped", FETCHED_POD));

            // Then
            assertThat(observe(pod))
                    .isEqualTo(new Interrupted(FETCHED, reason, "The node was low on resource: memory.", NOW));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Pod ephemeral local storage usage exceeds the total limit of containers 20Gi. ",
                    "Container build exceeded its local ephemeral storage limit \"20Gi\". ",
                    "Usage of EmptyDir volume \"work\" exceeds the limit \"1Gi\". "
                })
        void shouldRunOutOfStorageWhenItIsEvictedForItsOwnLimit(String message) {
            assertThat(observe(because("Evicted", message, failed("stopped", FETCHED_POD))))
                    .isEqualTo(new OutOfStorage(FETCHED, message, NOW));
        }

        @Test
        void shouldTellTheReasonWhenAnEvictionHasNoMessage() {
            assertThat(observe(because("Evicted", null, inPhase("Failed", NEW))))
                    .isEqualTo(new Interrupted("", "Evicted", "Evicted", NOW));
        }

        @Test
        void shouldBeInterruptedWhenThePodFailsBeforeItsContainers() {
            assertThat(observe(inPhase("Failed", withBuild(running("build"), NEW))))
                    .isEqualTo(new Interrupted("", "Failed", "the Pod ended before its containers did", NOW));
        }
    }

    private static PodObservation observe(Pod pod) {
        return PodObservation.of(pod, NOW);
    }

    private static Pod because(String reason, String message, Pod pod) {
        return new PodBuilder(pod)
                .editStatus()
                .withReason(reason)
                .withMessage(message)
                .endStatus()
                .build();
    }
}
