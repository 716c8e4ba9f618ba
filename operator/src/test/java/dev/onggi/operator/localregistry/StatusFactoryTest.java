package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.LocalObjectReference;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.operator.localregistry.storage.StorageState;
import dev.onggi.operator.status.Conditions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusFactoryTest {

    private static final Instant LATER = Samples.NOW.plusSeconds(60);

    private final StatusFactory factory = new StatusFactory(Clock.fixed(Samples.NOW, ZoneOffset.UTC));
    private final StatusFactory laterFactory = new StatusFactory(Clock.fixed(LATER, ZoneOffset.UTC));

    @Test
    void shouldHaveTheGenerationAndReadyUnknownWhenItIsTheFirst() {
        // When
        var status = factory.initial(Samples.registry(null));

        // Then
        assertThat(status.observedGeneration()).isEqualTo(3);
        assertThat(summary(status)).containsExactly("Ready=Unknown Starting", "Reconciling=True Starting");
    }

    @Test
    void shouldTellEverythingWhenAllIsWell() {
        // When
        var status = factory.status(Samples.registry(null), Samples.WELL);

        // Then
        assertThat(status.address()).isEqualTo("registry.team-a.svc:5000");
        assertThat(status.caSecretRef()).isEqualTo(new LocalObjectReference("registry-ca"));
        assertThat(status.pullSecretRef()).isEqualTo(new LocalObjectReference("registry-pull"));
        assertThat(status.certificate())
                .isEqualTo(new LocalRegistryStatus.Certificate("2026-05-30T12:00:00Z", "2026-04-30T12:00:00Z", null));
        assertThat(status.nodes()).isEqualTo(new LocalRegistryStatus.Nodes(2, 2, "2/2", null, null));
        assertThat(summary(status))
                .containsExactly(
                        "Ready=True RegistryReady",
                        "Available=True RegistryAvailable",
                        "StorageReady=True StorageReady",
                        "CertificateReady=True CertificateValid",
                        "NodesCanPull=True AllNodesProved");
        assertThat(status.conditions())
                .allSatisfy(
                        condition -> assertThat(condition.observedGeneration()).isEqualTo(3));
    }

    @Test
    void shouldEqualTheStatusBeforeWhenNothingHasChanged() {
        // Given
        var before = factory.status(Samples.registry(null), Samples.WELL);

        // When
        var status = laterFactory.status(Samples.registry(before), Samples.WELL);

        // Then
        assertThat(status).isEqualTo(before);
    }

    @Test
    void shouldMoveOnlyTheTimesOfWhatFlippedWhenTheRegistryStops() {
        // Given
        var before = factory.status(Samples.registry(null), Samples.WELL);
        var broken = with(new RegistryAvailability.Broken("CrashLoopBackOff", "it crashes"));

        // When
        var status = laterFactory.status(Samples.registry(before), broken);

        // Then
        assertThat(summary(status))
                .containsExactly(
                        "Ready=False CrashLoopBackOff",
                        "Reconciling=True CrashLoopBackOff",
                        "Available=False CrashLoopBackOff",
                        "StorageReady=True StorageReady",
                        "CertificateReady=True CertificateValid",
                        "NodesCanPull=True AllNodesProved");
        assertThat(time(status, "Available")).isEqualTo(LATER.toString());
        assertThat(time(status, "NodesCanPull")).isEqualTo(Samples.NOW.toString());
    }

    @Test
    void shouldBeStalledWhenStorageIsNotBound() {
        // Given
        var state = new RegistryState(
                Optional.empty(),
                new StorageState.Blocked("StorageNotBound", "the claim is not bound"),
                RegistryContents.UNKNOWN,
                new RegistryAvailability.Starting("starting"),
                Optional.empty(),
                new NodeAccessState.Waiting(),
                new CanaryImageState.Waiting(),
                NodeProof.NONE,
                new HostingState.NotRequested());

        // When
        var status = factory.status(Samples.registry(null), state);

        // Then
        assertThat(status.nodes()).isNull();
        assertThat(summary(status))
                .containsExactly(
                        "Ready=False StorageNotBound",
                        "Stalled=True StorageNotBound",
                        "Available=False StorageNotBound",
                        "StorageReady=False StorageNotBound",
                        "CertificateReady=False CertificatePending",
                        "NodesCanPull=Unknown WaitingForRegistry");
    }

    @Test
    void shouldKeepWhatIsKnownWhenAReconciliationBreaksOff() {
        // Given
        var before = factory.status(Samples.registry(null), Samples.WELL);

        // When
        var status = laterFactory.retrying(Samples.registry(before), "secrets is forbidden; it is tried again");

        // Then
        assertThat(status.nodes()).isEqualTo(before.nodes());
        assertThat(status.certificate()).isEqualTo(before.certificate());
        assertThat(summary(status))
                .containsExactly(
                        "Ready=False Retrying",
                        "Reconciling=True Retrying",
                        "Available=True RegistryAvailable",
                        "StorageReady=True StorageReady",
                        "CertificateReady=True CertificateValid",
                        "NodesCanPull=True AllNodesProved");
        assertThat(time(status, "Available")).isEqualTo(Samples.NOW.toString());
    }

    @Test
    void shouldSayThatItIsTriedAgainWhenNothingWasKnownBefore() {
        // When
        var status = factory.retrying(Samples.registry(null), "no answer");

        // Then
        assertThat(summary(status)).containsExactly("Ready=False Retrying", "Reconciling=True Retrying");
    }

    private static RegistryState with(RegistryAvailability availability) {
        return new RegistryState(
                Optional.empty(),
                Samples.WELL.storage(),
                RegistryContents.UNKNOWN,
                availability,
                Samples.WELL.certificate(),
                Samples.WELL.nodeAccess(),
                Samples.WELL.canaryImage(),
                Samples.WELL.proof(),
                new HostingState.NotRequested());
    }

    private static List<String> summary(LocalRegistryStatus status) {
        return status.conditions().stream()
                .map(condition -> "%s=%s %s".formatted(condition.type(), condition.status(), condition.reason()))
                .toList();
    }

    private static String time(LocalRegistryStatus status, String type) {
        return Conditions.find(status.conditions(), type)
                .map(Condition::lastTransitionTime)
                .orElseThrow();
    }
}
