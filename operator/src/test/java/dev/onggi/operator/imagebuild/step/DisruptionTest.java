package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.BuildPods.REFUSED;
import static dev.onggi.operator.imagebuild.BuildPods.ended;
import static dev.onggi.operator.imagebuild.BuildPods.failed;
import static dev.onggi.operator.imagebuild.BuildPods.inPhase;
import static dev.onggi.operator.imagebuild.BuildPods.leaving;
import static dev.onggi.operator.imagebuild.BuildPods.pod;
import static dev.onggi.operator.imagebuild.BuildPods.succeeded;
import static dev.onggi.operator.imagebuild.BuildPods.withBuild;
import static dev.onggi.operator.imagebuild.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.step.PodObservation.BuildFailed;
import dev.onggi.operator.imagebuild.step.PodObservation.Interrupted;
import dev.onggi.operator.imagebuild.step.PodObservation.OutOfMemory;
import dev.onggi.operator.imagebuild.step.PodObservation.Succeeded;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisruptionTest {

    private static final String STOPPED = "reason=BuilderFailed\nexit=143\n\nthe build was stopped before it ended";
    private static final Pod ENDED = inPhase("Failed", withBuild(ended("build", 143, STOPPED), pod(1, "input")));

    @ParameterizedTest
    @CsvSource({
        "EvictionByEvictionAPI,Eviction API: evicting",
        "PreemptionByScheduler,default-scheduler: preempting to accommodate a higher priority pod",
        "DeletionByTaintManager,Taint manager: deleting due to NoExecute taint",
        "DeletionByPodGC,PodGC: node no longer exists",
        "TerminationByKubelet,Pod was terminated in response to imminent node shutdown."
    })
    void shouldBeInterruptedWhenKubernetesTookThePodAway(String reason, String message) {
        assertThat(PodObservation.of(disrupted(reason, message, ENDED), NOW))
                .isEqualTo(new Interrupted("", reason, message, NOW));
    }

    @Test
    void shouldBeInterruptedWhenSomebodyDeletedThePod() {
        assertThat(PodObservation.of(leaving(ENDED), NOW))
                .isEqualTo(new Interrupted("", "Deleted", "somebody deleted the Pod while it was at work", NOW));
    }

    @Test
    void shouldBeTheUsersFaultWhenThePodIsDeletedAfterItFailed() {
        assertThat(PodObservation.of(leaving(failed(REFUSED, pod(1, "input"))), NOW))
                .isInstanceOf(BuildFailed.class);
    }

    @Test
    void shouldBeWhatTheBuildSaysWhenNobodyTookThePodAway() {
        assertThat(PodObservation.of(ENDED, NOW)).isInstanceOf(BuildFailed.class);
    }

    @Test
    void shouldBeOutOfMemoryWhenTheKernelWasFirst() {
        // Given
        var killed = inPhase("Failed", withBuild(ended("build", 137, "OOMKilled", ""), pod(1, "input")));

        // Then
        assertThat(PodObservation.of(disrupted("EvictionByEvictionAPI", "evicting", killed), NOW))
                .isInstanceOf(OutOfMemory.class);
    }

    @Test
    void shouldHaveSucceededWhenTheImageWasThereBefore() {
        assertThat(PodObservation.of(disrupted("DeletionByPodGC", "gone", succeeded(pod(1, "input"))), NOW))
                .isInstanceOf(Succeeded.class);
    }

    private static Pod disrupted(String reason, String message, Pod pod) {
        return new PodBuilder(pod)
                .editStatus()
                .addNewCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .withReason(reason)
                .withMessage(message)
                .endCondition()
                .endStatus()
                .build();
    }
}
