package dev.onggi.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodTroubleTest {

    @Test
    void shouldFindNoneWhenThereIsNoStatus() {
        assertThat(PodTrouble.of(new PodBuilder()
                        .withNewMetadata()
                        .withName("a")
                        .endMetadata()
                        .build()))
                .isEmpty();
    }

    @Test
    void shouldFindNoneWhenAContainerRuns() {
        // Given
        var container = new ContainerStatusBuilder()
                .withReady(false)
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .build();

        // Then
        assertThat(PodTrouble.of(pod("a", container))).isEmpty();
    }

    @Test
    void shouldTellTheCrashOfAContainerThatIsReadyForAMomentOnlyWhereThatIsAskedFor() {
        // Given
        var container = new ContainerStatusBuilder()
                .withReady(true)
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(7)
                .withMessage("no database\n")
                .endTerminated()
                .endLastState()
                .build();

        // Then
        assertThat(PodTrouble.among(List.of(pod("a", container)))).isEmpty();
        assertThat(PodTrouble.crashAmong(List.of(pod("a", container))))
                .contains(new PodTrouble(
                        "a", "CrashLoopBackOff", "the container ended with exit code 7", 7, "no database"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ContainerCreating", "PodInitializing"})
    void shouldFindNoneWhenAContainerIsOnItsWay(String reason) {
        assertThat(PodTrouble.of(pod("a", waiting(reason, null)))).isEmpty();
    }

    @Test
    void shouldFindNoneWhenAWaitingContainerGivesNoReason() {
        assertThat(PodTrouble.of(pod("a", waiting(null, null)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ErrImagePull,ImagePullBackOff",
        "ImagePullBackOff,ImagePullBackOff",
        "CreateContainerConfigError,CreateContainerConfigError",
        "InvalidImageName,InvalidImageName"
    })
    void shouldHaveOneReasonForEachCauseWhenAContainerCannotStart(String told, String reason) {
        // Given
        var pod = pod("a", waiting(told, "no such secret"));

        // Then
        assertThat(PodTrouble.of(pod)).contains(new PodTrouble("a", reason, "no such secret", null, null));
    }

    @Test
    void shouldTellTheReasonWhenThereIsNoMessage() {
        assertThat(PodTrouble.of(pod("a", waiting("RunContainerError", null))))
                .contains(new PodTrouble("a", "RunContainerError", "RunContainerError", null, null));
    }

    @Test
    void shouldTellExitCodeAndLastLinesWhenAContainerHasJustCrashed() {
        // Given
        var container = new ContainerStatusBuilder()
                .withReady(false)
                .withNewState()
                .withNewTerminated()
                .withExitCode(3)
                .withReason("Error")
                .withMessage("no port\n")
                .endTerminated()
                .endState()
                .build();

        // Then
        assertThat(PodTrouble.of(pod("a", container)))
                .contains(
                        new PodTrouble("a", "CrashLoopBackOff", "the container ended with exit code 3", 3, "no port"));
    }

    @Test
    void shouldTellTheSameWhenACrashedContainerWaitsToBeStartedAgain() {
        // Given
        var container = new ContainerStatusBuilder(waiting("CrashLoopBackOff", "back-off 10s restarting"))
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(3)
                .withReason("Error")
                .withMessage("no port")
                .endTerminated()
                .endLastState()
                .build();

        // Then
        assertThat(PodTrouble.of(pod("a", container)))
                .contains(
                        new PodTrouble("a", "CrashLoopBackOff", "the container ended with exit code 3", 3, "no port"));
    }

    @Test
    void shouldTellTheLastWordsWhenAContainerEndsWellAgainAndAgain() {
        // Given
        var container = new ContainerStatusBuilder(waiting("CrashLoopBackOff", "back-off 5m0s restarting"))
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(0)
                .withReason("Completed")
                .withMessage("nothing to do\n")
                .endTerminated()
                .endLastState()
                .build();

        // Then
        assertThat(PodTrouble.of(pod("a", container)))
                .contains(new PodTrouble(
                        "a", "CrashLoopBackOff", "the container ended with exit code 0", 0, "nothing to do"));
    }

    @Test
    void shouldNameMemoryWhenItWasTheCause() {
        // Given
        var container = new ContainerStatusBuilder()
                .withReady(false)
                .withNewState()
                .withNewTerminated()
                .withExitCode(137)
                .withReason("OOMKilled")
                .endTerminated()
                .endState()
                .build();

        // Then
        assertThat(PodTrouble.of(pod("a", container)))
                .contains(new PodTrouble("a", "OOMKilled", "the container ended with exit code 137", 137, null));
    }

    @Test
    void shouldFindNoneWhenAContainerThatOnceCrashedIsReadyAgain() {
        // Given
        var container = new ContainerStatusBuilder()
                .withReady(true)
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(1)
                .endTerminated()
                .endLastState()
                .build();

        // Then
        assertThat(PodTrouble.of(pod("a", container))).isEmpty();
    }

    @Test
    void shouldTellTheSchedulersWordsWhenNoNodeTakesThePod() {
        // Given
        var pod = new PodBuilder(pod("a"))
                .editStatus()
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage("0/1 nodes are available: 1 Insufficient memory.")
                .endCondition()
                .endStatus()
                .build();

        // Then
        assertThat(PodTrouble.of(pod))
                .contains(new PodTrouble(
                        "a", "Unschedulable", "0/1 nodes are available: 1 Insufficient memory.", null, null));
    }

    @Test
    void shouldTakeTheFirstPodByNameAndLeaveOutThoseThatGo() {
        // Given
        var leaving = new PodBuilder(pod("a", waiting("ImagePullBackOff", "old")))
                .editMetadata()
                .withDeletionTimestamp("2026-03-01T12:00:00Z")
                .endMetadata()
                .build();
        var fine = pod("b");
        var first = pod("c", waiting("ImagePullBackOff", "new"));
        var second = pod("d", waiting("InvalidImageName", "other"));

        // When
        var trouble = PodTrouble.among(List.of(second, first, fine, leaving));

        // Then
        assertThat(trouble).get().extracting(PodTrouble::pod).isEqualTo("c");
    }

    private static ContainerStatus waiting(String reason, String message) {
        return new ContainerStatusBuilder()
                .withReady(false)
                .withNewState()
                .withNewWaiting()
                .withReason(reason)
                .withMessage(message)
                .endWaiting()
                .endState()
                .build();
    }

    private static Pod pod(String name, ContainerStatus... containers) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .withContainerStatuses(containers)
                .endStatus()
                .build();
    }
}
