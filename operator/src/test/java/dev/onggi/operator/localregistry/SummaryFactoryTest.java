package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.localregistry.storage.StorageState;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.Summary;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryFactoryTest {

    @Test
    void shouldBeReadyWhenNodesHaveProved() {
        // When
        var summary = nodes(ConditionStatus.TRUE, "AllNodesProved");

        // Then
        assertThat(summary)
                .isEqualTo(new Summary.Ready(
                        "RegistryReady", "the registry serves at registry.team-a.svc:5000; as the nodes say"));
    }

    @Test
    void shouldBeReadyWhenNoNodeAccessIsAskedFor() {
        // When / Then
        assertThat(nodes(ConditionStatus.UNKNOWN, "NotRequested")).isInstanceOf(Summary.Ready.class);
    }

    @Test
    void shouldTryAgainWhenNodesCannotPullOrTheCanaryCouldNotBePushed() {
        // When / Then
        assertThat(nodes(ConditionStatus.FALSE, "NodesCannotPull")).isInstanceOf(Summary.Retrying.class);
        assertThat(nodes(ConditionStatus.UNKNOWN, "CanaryNotPushed")).isInstanceOf(Summary.Retrying.class);
    }

    @Test
    void shouldBeInProgressWhenTheProofGoesOn() {
        // When / Then
        assertThat(nodes(ConditionStatus.UNKNOWN, "ProvingNodes")).isInstanceOf(Summary.InProgress.class);
    }

    @Test
    void shouldBeStalledWhenTheNodeAgentIsMissing() {
        // When / Then
        assertThat(nodes(ConditionStatus.FALSE, "NodeAgentMissing")).isInstanceOf(Summary.Stalled.class);
    }

    @Test
    void shouldTellOfWhatBlocksBeforeAnythingElse() {
        // Given
        var blocked = new Summary.Stalled("NameTaken", "Service team-a/registry exists");
        var state = new RegistryState(
                Optional.of(blocked),
                new StorageState.Blocked("StorageNotBound", "not bound"),
                RegistryContents.UNKNOWN,
                new RegistryAvailability.Broken("CrashLoopBackOff", "it crashes"),
                Samples.WELL.certificate(),
                Samples.USERS,
                new NodeAccessState.Waiting(),
                new CanaryImageState.Waiting(),
                NodeProof.NONE,
                new HostingState.NotRequested());

        // When
        var summary = SummaryFactory.summary(
                Samples.registry(null), state, verdict(ConditionStatus.UNKNOWN, "WaitingForRegistry"));

        // Then
        assertThat(summary).isEqualTo(blocked);
    }

    @Test
    void shouldTellOfStorageBeforeThePodThatWaitsForIt() {
        // Given
        var state = new RegistryState(
                Optional.empty(),
                new StorageState.Pending("StoragePending", "the claim is being bound", Samples.NOW),
                RegistryContents.UNKNOWN,
                new RegistryAvailability.Broken("Unschedulable", "no place"),
                Samples.WELL.certificate(),
                Samples.USERS,
                new NodeAccessState.Waiting(),
                new CanaryImageState.Waiting(),
                NodeProof.NONE,
                new HostingState.NotRequested());

        // When
        var summary = SummaryFactory.summary(
                Samples.registry(null), state, verdict(ConditionStatus.UNKNOWN, "WaitingForRegistry"));

        // Then
        assertThat(summary).isEqualTo(new Summary.InProgress("StoragePending", "the claim is being bound"));
    }

    @Test
    void shouldStallWhenTheCertificateCannotBeUsed() {
        // Given
        var state = with(
                new CertificateState.Unusable(
                        Optional.of(Samples.CERTIFICATE), "CertificateUnusable", "Secret team-a/own cannot be used"),
                Samples.USERS);

        // When
        var summary =
                SummaryFactory.summary(Samples.registry(null), state, verdict(ConditionStatus.TRUE, "AllNodesProved"));

        // Then
        assertThat(summary).isEqualTo(new Summary.Stalled("CertificateUnusable", "Secret team-a/own cannot be used"));
    }

    @Test
    void shouldBeInProgressWhenTheCertificateIsNotThereYet() {
        // Given
        var state = with(new CertificateState.Pending(Optional.empty(), "cert-manager is at it"), Samples.USERS);

        // When
        var summary = SummaryFactory.summary(
                Samples.registry(null), state, verdict(ConditionStatus.UNKNOWN, "WaitingForRegistry"));

        // Then
        assertThat(summary).isEqualTo(new Summary.InProgress("CertificatePending", "cert-manager is at it"));
    }

    @Test
    void shouldBeInProgressWhenTheGatewayDoesNotKnowAllUsersYet() {
        // Given
        var state = with(Samples.WELL.certificate(), new UsersState(true, Optional.empty()));

        // When
        var summary =
                SummaryFactory.summary(Samples.registry(null), state, verdict(ConditionStatus.TRUE, "AllNodesProved"));

        // Then
        assertThat(summary).isInstanceOf(Summary.InProgress.class);
        assertThat(summary.reason()).isEqualTo("UsersPending");
    }

    @Test
    void shouldBeReadyWhenThePlainHttpThatIsAskedForServes() {
        // Given
        var state = with(new CertificateState.Disabled(), Samples.USERS);

        // When
        var summary =
                SummaryFactory.summary(Samples.registry(null), state, verdict(ConditionStatus.TRUE, "AllNodesProved"));

        // Then
        assertThat(summary).isInstanceOf(Summary.Ready.class);
    }

    private static RegistryState with(CertificateState certificate, UsersState users) {
        return new RegistryState(
                Optional.empty(),
                Samples.WELL.storage(),
                RegistryContents.UNKNOWN,
                Samples.WELL.availability(),
                certificate,
                users,
                Samples.WELL.nodeAccess(),
                Samples.WELL.canaryImage(),
                Samples.WELL.proof(),
                new HostingState.NotRequested());
    }

    private static Summary nodes(ConditionStatus status, String reason) {
        return SummaryFactory.summary(Samples.registry(null), Samples.WELL, verdict(status, reason));
    }

    private static NodesVerdict verdict(ConditionStatus status, String reason) {
        return new NodesVerdict(status, reason, "as the nodes say");
    }
}
