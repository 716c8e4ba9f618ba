package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.FailingNode;
import dev.onggi.operator.event.Happening;
import dev.onggi.operator.localregistry.storage.StorageState;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalRegistryHappeningsTest {

    private final StatusFactory factory = new StatusFactory(Clock.fixed(Samples.NOW, ZoneOffset.UTC));
    private final LocalRegistryStatus well = factory.status(Samples.registry(null), Samples.WELL);

    @Test
    void shouldTellNothingWhenNothingHasChanged() {
        // When / Then
        assertThat(LocalRegistryHappenings.between(well, well)).isEmpty();
    }

    @Test
    void shouldTellNothingWhenTheOperatorBegins() {
        // When / Then
        assertThat(LocalRegistryHappenings.between(null, factory.initial(Samples.registry(null))))
                .isEmpty();
    }

    @Test
    void shouldTellOfEachStepWhenAllBecomesWell() {
        // When
        var happenings = LocalRegistryHappenings.between(factory.initial(Samples.registry(null)), well);

        // Then
        assertThat(happenings)
                .containsExactly(
                        Happening.normal(
                                "CertificateIssued",
                                "IssueCertificate",
                                "valid until 2026-05-30T12:00:00Z",
                                "2026-05-30T12:00:00Z"),
                        Happening.normal(
                                "RegistryAvailable",
                                "Reconcile",
                                "the registry serves at registry.team-a.svc:5000",
                                Samples.NOW.toString()),
                        Happening.normal(
                                "NodesCanPull",
                                "ProveNode",
                                "all 2 nodes have pulled from the registry",
                                Samples.NOW.toString()));
    }

    @Test
    void shouldWarnWhenTheRegistryStops() {
        // Given
        var broken = state(
                Samples.WELL.storage(),
                new RegistryAvailability.Broken("CrashLoopBackOff", "it crashes"),
                Samples.WELL.proof());

        // When
        var happenings = LocalRegistryHappenings.between(well, factory.status(Samples.registry(well), broken));

        // Then
        assertThat(happenings)
                .containsExactly(
                        Happening.warning("RegistryUnavailable", "Reconcile", "it crashes", Samples.NOW.toString()));
    }

    @Test
    void shouldTellOfTheRotationWhenTheCertificateIsAnother() {
        // Given
        var renewed = with(new CertificateLife(
                Instant.parse("2026-07-30T12:00:00Z"),
                Optional.of(Instant.parse("2026-06-30T12:00:00Z")),
                Samples.CERTIFICATE.authorityNotAfter()));

        // When
        var happenings = LocalRegistryHappenings.between(well, factory.status(Samples.registry(well), renewed));

        // Then
        assertThat(happenings).extracting(Happening::reason).containsExactly("CertificateRotated");
    }

    @Test
    void shouldTellOfTheCaTooWhenItIsAnother() {
        // Given
        var renewed = with(new CertificateLife(
                Instant.parse("2026-07-30T12:00:00Z"),
                Optional.of(Instant.parse("2026-06-30T12:00:00Z")),
                Optional.of(Instant.parse("2046-02-28T12:00:00Z"))));

        // When
        var happenings = LocalRegistryHappenings.between(well, factory.status(Samples.registry(well), renewed));

        // Then
        assertThat(happenings)
                .extracting(Happening::reason)
                .containsExactly("CertificateRotated", "CertificateAuthorityRotated");
    }

    @Test
    void shouldWarnOnceForEachNodeWhenNodesCannotPull() {
        // Given
        var one = failing(new FailingNode("node-1", "PullFailed", "no"));
        var two = failing(
                new FailingNode("node-1", "PullFailed", "no, again"),
                new FailingNode("node-2", "Unauthorized", "who are you"));
        var before = factory.status(Samples.registry(well), one);

        // When
        var first = LocalRegistryHappenings.between(well, before);
        var second = LocalRegistryHappenings.between(before, factory.status(Samples.registry(before), two));

        // Then
        assertThat(first)
                .containsExactly(Happening.warning(
                        "NodeCannotPull",
                        "ProveNode",
                        "node node-1: PullFailed: no",
                        "node-1 PullFailed " + Samples.NOW));
        assertThat(second).extracting(Happening::note).containsExactly("node node-2: Unauthorized: who are you");
    }

    @Test
    void shouldWarnWhenAPersonMustAct() {
        // Given
        var stalled = state(
                new StorageState.Blocked("StorageNotBound", "the claim is not bound"),
                new RegistryAvailability.Starting("starting"),
                NodeProof.NONE);
        var after = factory.status(Samples.registry(null), stalled);

        // When
        var happenings = LocalRegistryHappenings.between(factory.initial(Samples.registry(null)), after);
        var again = LocalRegistryHappenings.between(after, after);

        // Then
        assertThat(happenings)
                .contains(Happening.warning(
                        "StorageNotBound", "Reconcile", "the claim is not bound", Samples.NOW.toString()));
        assertThat(again).isEmpty();
    }

    private static RegistryState failing(FailingNode... nodes) {
        return state(Samples.WELL.storage(), Samples.WELL.availability(), new NodeProof(true, 2, 0, List.of(nodes)));
    }

    private static RegistryState state(StorageState storage, RegistryAvailability availability, NodeProof proof) {
        return new RegistryState(
                Optional.empty(),
                storage,
                RegistryContents.UNKNOWN,
                availability,
                Samples.WELL.certificate(),
                Samples.WELL.users(),
                Samples.WELL.nodeAccess(),
                Samples.WELL.canaryImage(),
                proof,
                new HostingState.NotRequested());
    }

    private static RegistryState with(CertificateLife life) {
        return new RegistryState(
                Optional.empty(),
                Samples.WELL.storage(),
                RegistryContents.UNKNOWN,
                Samples.WELL.availability(),
                new CertificateState.Valid(life),
                Samples.USERS,
                Samples.WELL.nodeAccess(),
                Samples.WELL.canaryImage(),
                Samples.WELL.proof(),
                new HostingState.NotRequested());
    }
}
