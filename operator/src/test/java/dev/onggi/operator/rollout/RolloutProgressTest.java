package dev.onggi.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.rollout.RolloutProgress.Complete;
import dev.onggi.operator.rollout.RolloutProgress.DeadlineExceeded;
import dev.onggi.operator.rollout.RolloutProgress.Progressing;
import dev.onggi.operator.rollout.RolloutProgress.Resting;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import org.junit.jupiter.api.Test;

class RolloutProgressTest {

    private static final String EXCEEDED = "ProgressDeadlineExceeded";

    @Test
    void shouldProgressWhenTheControllerHasNotSeenTheSpec() {
        // Given: all numbers are those of the old spec
        var deployment = deployment(2, 1, 1, 1, 1, 1);

        // Then
        assertThat(RolloutProgress.of(deployment))
                .isEqualTo(new Progressing("waiting for the Deployment's new spec to be observed"));
    }

    @Test
    void shouldProgressWhenThereIsNoStatusYet() {
        // Given
        var deployment = deployment(1, 1, 1, 0, 0, 0);
        deployment.setStatus(null);

        // Then
        assertThat(RolloutProgress.of(deployment)).isInstanceOf(Progressing.class);
    }

    @Test
    void shouldProgressWhenNewPodsAreMissing() {
        assertThat(RolloutProgress.of(deployment(2, 2, 3, 3, 1, 3)))
                .isEqualTo(new Progressing("1 of 3 new pods has been made"));
    }

    @Test
    void shouldProgressWhenOldPodsAreLeft() {
        assertThat(RolloutProgress.of(deployment(2, 2, 1, 2, 1, 2)))
                .isEqualTo(new Progressing("1 old pod is still to end"));
    }

    @Test
    void shouldProgressWhenNewPodsAreNotAvailable() {
        assertThat(RolloutProgress.of(deployment(2, 2, 2, 2, 2, 1)))
                .isEqualTo(new Progressing("1 of 2 new pods is available"));
    }

    @Test
    void shouldNeverFailWhilePaused() {
        // Given
        var paused = new DeploymentBuilder(deployment(2, 2, 2, 2, 2, 1))
                .editSpec()
                .withPaused(true)
                .endSpec()
                .editStatus()
                .addNewCondition()
                .withType("Progressing")
                .withReason(EXCEEDED)
                .endCondition()
                .endStatus()
                .build();

        // Then
        assertThat(RolloutProgress.of(paused))
                .isEqualTo(new Resting(
                        "1 of 2 new pods is available, and the Deployment is paused; see kubectl rollout resume"));
    }

    @Test
    void shouldBeCompleteWhenAllPodsAreNewAndAvailable() {
        assertThat(RolloutProgress.of(deployment(2, 2, 2, 2, 2, 2))).isEqualTo(new Complete());
    }

    @Test
    void shouldBeCompleteWhenTheObservedGenerationIsAhead() {
        // Given: the status was read after the spec
        assertThat(RolloutProgress.of(deployment(2, 3, 1, 1, 1, 1))).isEqualTo(new Complete());
    }

    @Test
    void shouldBeCompleteWhenNoPodIsWantedAndNoneIsLeft() {
        assertThat(RolloutProgress.of(deployment(1, 1, 0, 0, 0, 0))).isEqualTo(new Complete());
    }

    @Test
    void shouldExceedTheDeadlineWhenTheControllerSaysSo() {
        // Given
        var deployment = exceeded(deployment(2, 2, 1, 2, 1, 1));

        // Then
        assertThat(RolloutProgress.of(deployment)).isEqualTo(new DeadlineExceeded("1 old pod is still to end"));
    }

    @Test
    void shouldProgressWhenTheExceededDeadlineIsThatOfAnOlderSpec() {
        // Given
        var deployment = exceeded(deployment(3, 2, 1, 2, 1, 1));

        // Then
        assertThat(RolloutProgress.of(deployment)).isInstanceOf(Progressing.class);
    }

    @Test
    void shouldProgressWhenAnotherConditionIsBad() {
        // Given
        var deployment = new DeploymentBuilder(deployment(2, 2, 1, 1, 1, 0))
                .editStatus()
                .addNewCondition()
                .withType("Available")
                .withStatus("False")
                .withReason("MinimumReplicasUnavailable")
                .endCondition()
                .endStatus()
                .build();

        // Then
        assertThat(RolloutProgress.of(deployment)).isEqualTo(new Progressing("0 of 1 new pod is available"));
    }

    private static Deployment exceeded(Deployment deployment) {
        return new DeploymentBuilder(deployment)
                .editStatus()
                .addNewCondition()
                .withType("Progressing")
                .withStatus("False")
                .withReason(EXCEEDED)
                .endCondition()
                .endStatus()
                .build();
    }

    private static Deployment deployment(
            long generation, long observed, int wanted, int all, int updated, int available) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("hello")
                .withGeneration(generation)
                .endMetadata()
                .withNewSpec()
                .withReplicas(wanted)
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(observed)
                .withReplicas(all)
                .withUpdatedReplicas(updated)
                .withAvailableReplicas(available)
                .endStatus()
                .build();
    }
}
