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
                .isEqualTo(new LocalRegistryStatus.Certificate(
                        "2026-05-30T12:00:00Z", "2026-04-30T12:00:00Z", "2036-02-28T12:00:00Z"));
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
                new CertificateState.Valid(Samples.CERTIFICATE),
                Samples.USERS,
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
                        "CertificateReady=True CertificateValid",
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
    void shouldSayThatItServesWhenNothingShallBeChanged() {
        // Given
        var before = factory.status(Samples.registry(null), Samples.WELL);

        // When
        var status = laterFactory.suspended(Samples.registry(before), new RegistryAvailability.Serving());

        // Then
        assertThat(status.nodes()).isEqualTo(before.nodes());
        assertThat(summary(status))
                .containsExactly(
                        "Ready=True Suspended",
                        "Available=True RegistryAvailable",
                        "StorageReady=True StorageReady",
                        "CertificateReady=True CertificateValid",
                        "NodesCanPull=True AllNodesProved");
    }

    @Test
    void shouldAskForAPersonWhenNothingShallBeChangedAndNothingServes() {
        // When
        var status = factory.suspended(
                Samples.registry(null), new RegistryAvailability.Starting("the registry is being made"));

        // Then
        assertThat(summary(status))
                .containsExactly("Ready=False Suspended", "Stalled=True Suspended", "Available=False RegistryStarting");
    }

    @Test
    void shouldNameNoCaWhenThereIsNoTls() {
        // Given
        var state = new RegistryState(
                Optional.empty(),
                Samples.WELL.storage(),
                RegistryContents.UNKNOWN,
                Samples.WELL.availability(),
                new CertificateState.Disabled(),
                Samples.USERS,
                Samples.WELL.nodeAccess(),
                Samples.WELL.canaryImage(),
                Samples.WELL.proof(),
                new HostingState.NotRequested());

        // When
        var status = factory.status(Samples.registry(null), state);

        // Then
        assertThat(status.caSecretRef()).isNull();
        assertThat(status.certificate()).isNull();
        assertThat(summary(status)).contains("Ready=True RegistryReady", "CertificateReady=False TlsDisabled");
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
                Samples.WELL.users(),
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
