package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StorageStateTest {

    private static final StorageEvidence NOTHING = new StorageEvidence(false, Optional.empty());
    private static final Instant LATE = Samples.NOW.plusSeconds(20);

    @Test
    void shouldBeSettledWhenThereIsNoClaimOrItIsBound() {
        // When / Then
        assertThat(StorageState.of(Optional.empty(), List.of(), () -> NOTHING, LATE))
                .isEqualTo(new StorageState.Settled());
        assertThat(state(Samples.claim("Bound", "standard"), NOTHING, LATE)).isEqualTo(new StorageState.Settled());
    }

    @Test
    void shouldAskForNoEvidenceWhenTheGraceHasNotPassed() {
        // When
        var state = StorageState.of(
                Optional.of(Samples.claim("Pending", null)),
                List.of(),
                () -> {
                    throw new AssertionError("asked too early");
                },
                LATE.minusSeconds(1));

        // Then
        assertThat(state).isEqualTo(new StorageState.Pending(LATE));
    }

    @Test
    void shouldGoOnWaitingWhenNobodySaysThatItCannotBeBound() {
        // When
        var state = state(Samples.claim("Pending", "slow"), NOTHING, LATE);

        // Then
        assertThat(state).isEqualTo(new StorageState.Pending(LATE.plusSeconds(20)));
    }

    @Test
    void shouldNotBeBoundWhenTheStorageClassDoesNotExist() {
        // When
        var state = state(
                Samples.claim("Pending", "fast"),
                new StorageEvidence(true, Optional.of("ProvisioningFailed: x")),
                LATE);

        // Then
        assertThat(state)
                .isEqualTo(
                        new StorageState.NotBound(
                                "claim registry-registry is not bound: there is no StorageClass \"fast\"; see kubectl describe pvc -n team-a registry-registry"));
    }

    @Test
    void shouldNotBeBoundWhenThereIsNoDefaultStorageClass() {
        // When
        var state = state(Samples.claim("Pending", null), NOTHING, LATE);

        // Then
        assertThat(message(state)).contains("it names no StorageClass and the cluster has no default one");
    }

    @Test
    void shouldRepeatTheWarningWhenTheProvisionerGaveOne() {
        // When
        var state = state(
                Samples.claim("Pending", "fast"),
                new StorageEvidence(false, Optional.of("ProvisioningFailed: quota of disks exceeded")),
                LATE);

        // Then
        assertThat(message(state)).contains("ProvisioningFailed: quota of disks exceeded");
    }

    @Test
    void shouldRepeatTheSchedulerWhenItCannotPlaceThePodForItsVolume() {
        // Given
        var pod = unschedulable("0/1 nodes are available: 1 node(s) didn't find available persistent volumes to bind.");

        // When
        var state = StorageState.of(Optional.of(Samples.claim("Pending", "local")), List.of(pod), () -> NOTHING, LATE);

        // Then
        assertThat(message(state)).contains("didn't find available persistent volumes to bind");
    }

    @Test
    void shouldNotBlameTheClaimWhenThePodDoesNotFitForAnotherReason() {
        // Given
        var pod = unschedulable("0/1 nodes are available: 1 Insufficient cpu.");

        // When
        var state = StorageState.of(Optional.of(Samples.claim("Pending", "local")), List.of(pod), () -> NOTHING, LATE);

        // Then
        assertThat(state).isInstanceOf(StorageState.Pending.class);
    }

    @Test
    void shouldNotBeBoundWhenTheVolumeIsLost() {
        // When
        var state = state(Samples.claim("Lost", "standard"), NOTHING, Samples.NOW);

        // Then
        assertThat(message(state)).contains("its volume is gone");
    }

    private static StorageState state(PersistentVolumeClaim claim, StorageEvidence evidence, Instant now) {
        return StorageState.of(Optional.of(claim), List.of(), () -> evidence, now);
    }

    private static String message(StorageState state) {
        return ((StorageState.NotBound) state).message();
    }

    private static Pod unschedulable(String message) {
        return new PodBuilder()
                .withNewStatus()
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage(message)
                .endCondition()
                .endStatus()
                .build();
    }
}
