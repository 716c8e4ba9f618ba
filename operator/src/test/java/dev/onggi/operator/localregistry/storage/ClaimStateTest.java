package dev.onggi.operator.localregistry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimStateTest {

    private static final StorageEvidence NOTHING = new StorageEvidence(false, Optional.empty());
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATE = NOW.plusSeconds(20);

    @Test
    void shouldBeSettledWhenTheClaimIsBound() {
        // When / Then
        assertThat(state(claim("Bound", "standard"), NOTHING, LATE)).isEqualTo(new StorageState.Settled());
    }

    @Test
    void shouldAskForNoEvidenceWhenTheGraceHasNotPassed() {
        // When
        var state = ClaimState.of(
                claim("Pending", null),
                true,
                List.of(),
                () -> {
                    throw new AssertionError("asked too early");
                },
                LATE.minusSeconds(1));

        // Then
        assertThat(state).isEqualTo(pending(LATE));
    }

    @Test
    void shouldGoOnWaitingWhenNobodySaysThatItCannotBeBound() {
        // When
        var state = state(claim("Pending", "slow"), NOTHING, LATE);

        // Then
        assertThat(state).isEqualTo(pending(LATE.plusSeconds(20)));
    }

    @Test
    void shouldNotBeBoundWhenTheStorageClassDoesNotExist() {
        // When
        var state =
                state(claim("Pending", "fast"), new StorageEvidence(true, Optional.of("ProvisioningFailed: x")), LATE);

        // Then
        assertThat(state)
                .isEqualTo(
                        new StorageState.Blocked(
                                "StorageNotBound",
                                "claim registry-registry is not bound: there is no StorageClass \"fast\" (kubectl get storageclass lists those that there are); make it, or make a LocalRegistry anew with another one; see kubectl describe pvc -n team-a registry-registry"));
    }

    @Test
    void shouldNotBeBoundWhenThereIsNoDefaultStorageClass() {
        // When
        var state = state(claim("Pending", null), NOTHING, LATE);

        // Then
        assertThat(message(state)).contains("it names no StorageClass and the cluster has no default one");
    }

    @Test
    void shouldRepeatTheWarningWhenTheProvisionerGaveOne() {
        // When
        var state = state(
                claim("Pending", "fast"),
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
        var state = ClaimState.of(claim("Pending", "local"), true, List.of(pod), () -> NOTHING, LATE);

        // Then
        assertThat(message(state)).contains("didn't find available persistent volumes to bind");
    }

    @Test
    void shouldNotBlameTheClaimWhenThePodDoesNotFitForAnotherReason() {
        // Given
        var pod = unschedulable("0/1 nodes are available: 1 Insufficient cpu.");

        // When
        var state = ClaimState.of(claim("Pending", "local"), true, List.of(pod), () -> NOTHING, LATE);

        // Then
        assertThat(state).isInstanceOf(StorageState.Pending.class);
    }

    @Test
    void shouldSayWhatToDoWhenTheVolumeIsLost() {
        // When
        var own = ClaimState.of(claim("Lost", "standard"), true, List.of(), () -> NOTHING, NOW);
        var foreign = ClaimState.of(claim("Lost", "standard"), false, List.of(), () -> NOTHING, NOW);

        // Then
        assertThat(reason(own)).isEqualTo("StorageLost");
        assertThat(message(own)).contains("has lost its volume", "kubectl delete pvc -n team-a registry-registry");
        assertThat(message(foreign)).contains("has lost its volume").doesNotContain("kubectl delete");
    }

    @Test
    void shouldBeEndangeredWhenTheClaimIsBeingDeleted() {
        // Given
        var leaving = new PersistentVolumeClaimBuilder(claim("Bound", "standard"))
                .editMetadata()
                .withDeletionTimestamp("2026-03-01T11:59:00Z")
                .endMetadata()
                .build();

        // When
        var state = state(leaving, NOTHING, NOW);

        // Then
        assertThat(state).isInstanceOfSatisfying(StorageState.Endangered.class, endangered -> {
            assertThat(endangered.reason()).isEqualTo("StorageLost");
            assertThat(endangered.message())
                    .contains("is being deleted since 2026-03-01T11:59:00Z", "Copy what is needed", "spec.rebuild");
        });
    }

    private static StorageState state(PersistentVolumeClaim claim, StorageEvidence evidence, Instant now) {
        return ClaimState.of(claim, true, List.of(), () -> evidence, now);
    }

    private static String message(StorageState state) {
        return ((StorageState.Blocked) state).message();
    }

    private static String reason(StorageState state) {
        return ((StorageState.Blocked) state).reason();
    }

    private static StorageState pending(Instant lookAgain) {
        return new StorageState.Pending("StoragePending", "claim registry-registry is being bound", lookAgain);
    }

    private static PersistentVolumeClaim claim(String phase, String storageClass) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName("registry-registry")
                .withNamespace("team-a")
                .withCreationTimestamp(NOW.toString())
                .endMetadata()
                .withNewSpec()
                .withStorageClassName(storageClass)
                .endSpec()
                .withNewStatus()
                .withPhase(phase)
                .endStatus()
                .build();
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
