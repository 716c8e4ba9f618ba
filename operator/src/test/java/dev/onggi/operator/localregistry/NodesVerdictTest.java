package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.FailingNode;
import dev.onggi.api.v1alpha1.RegistryAccess.Mode;
import dev.onggi.operator.localregistry.access.AccessPlan;
import dev.onggi.operator.localregistry.access.NodeReport;
import dev.onggi.operator.status.ConditionStatus;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NodesVerdictTest {

    private static final NodeAccessState GRANTED = Samples.granted(Optional.empty(), Map.of());

    private final LocalRegistryStatus proved =
            new StatusFactory(Clock.fixed(Samples.NOW, ZoneOffset.UTC)).status(Samples.registry(null), Samples.WELL);

    @Test
    void shouldBeTrueWhenTheProofIsComplete() {
        // When
        var verdict = NodesVerdict.of(Samples.WELL, null);

        // Then
        assertThat(verdict)
                .isEqualTo(new NodesVerdict(
                        ConditionStatus.TRUE, "AllNodesProved", "all 2 nodes have pulled from the registry"));
    }

    @Test
    void shouldBeUnknownWhenNoNodeAccessIsAskedFor() {
        // When
        var verdict = NodesVerdict.of(
                state(new NodeAccessState.NotRequested(), new CanaryImageState.Waiting(), NodeProof.NONE), proved);

        // Then
        assertThat(verdict.status()).isEqualTo(ConditionStatus.UNKNOWN);
        assertThat(verdict.reason()).isEqualTo("NotRequested");
    }

    @Test
    void shouldNameTheInstallationWhenTheAgentIsMissing() {
        // When
        var verdict = NodesVerdict.of(
                state(
                        new NodeAccessState.AgentMissing("onggi-node", "onggi-node-registries"),
                        new CanaryImageState.Waiting(),
                        NodeProof.NONE),
                null);

        // Then
        assertThat(verdict.status()).isEqualTo(ConditionStatus.FALSE);
        assertThat(verdict.reason()).isEqualTo("NodeAgentMissing");
        assertThat(verdict.message()).contains("onggi-node/onggi-node-registries", "kubectl apply");
    }

    @Test
    void shouldSpeakOfOneNodeWhenThereIsOneOnly() {
        // When, Then
        assertThat(message(new NodeProof(true, 1, 1, List.of())))
                .isEqualTo("the only node has pulled from the registry");
        assertThat(message(new NodeProof(true, 1, 0, List.of()))).isEqualTo("0 of 1 node has pulled from the registry");
        assertThat(message(new NodeProof(true, 3, 1, List.of())))
                .isEqualTo("1 of 3 nodes has pulled from the registry");
        assertThat(message(new NodeProof(true, 1, 0, List.of(node("a")))))
                .isEqualTo("the only node cannot pull: a: PullFailed: no");
    }

    @Test
    void shouldBeFalseWithTheCausesWhenNodesFail() {
        // Given
        var failing = List.of(node("a"), node("b"), node("c"), node("d"), node("e"));

        // When
        var verdict = NodesVerdict.of(
                state(GRANTED, new CanaryImageState.InRegistry(), new NodeProof(true, 6, 1, failing)), proved);

        // Then
        assertThat(verdict)
                .isEqualTo(
                        new NodesVerdict(
                                ConditionStatus.FALSE,
                                "NodesCannotPull",
                                "5 of 6 nodes cannot pull: a: PullFailed: no | b: PullFailed: no | c: PullFailed: no | and 2 more"));
    }

    @Test
    void shouldStayTrueAndNameTheNodeWhenTheClusterHasLostContactWithIt() {
        // When
        var verdict = NodesVerdict.of(
                state(
                        GRANTED,
                        new CanaryImageState.InRegistry(),
                        new NodeProof(true, 5, 5, List.of(), List.of("a", "b", "c", "d"))),
                proved);

        // Then
        assertThat(verdict)
                .isEqualTo(
                        new NodesVerdict(
                                ConditionStatus.TRUE,
                                "AllNodesProved",
                                "all 5 nodes have pulled from the registry; the cluster has lost contact with a, b, c and 1 more: kubectl get nodes"));
    }

    @Test
    void shouldStayTrueWhenANewNodeHasStillToProveItself() {
        // When
        var verdict = NodesVerdict.of(
                state(GRANTED, new CanaryImageState.InRegistry(), new NodeProof(true, 3, 2, List.of())), proved);

        // Then
        assertThat(verdict.status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(verdict.message()).isEqualTo("2 of 3 nodes have pulled from the registry, the others are new");
    }

    @Test
    void shouldBeUnknownWhenTheFirstProofGoesOn() {
        // When
        var verdict = NodesVerdict.of(
                state(GRANTED, new CanaryImageState.InRegistry(), new NodeProof(true, 3, 2, List.of())), null);

        // Then
        assertThat(verdict)
                .isEqualTo(new NodesVerdict(
                        ConditionStatus.UNKNOWN, "ProvingNodes", "2 of 3 nodes have pulled from the registry"));
    }

    @Test
    void shouldBeUnknownWhenANewCanaryReplacesTheOldOne() {
        // When
        var verdict = NodesVerdict.of(
                state(GRANTED, new CanaryImageState.InRegistry(), new NodeProof(false, 2, 2, List.of())), proved);

        // Then
        assertThat(verdict.reason()).isEqualTo("ProvingNodes");
    }

    @Test
    void shouldRepeatTheRegistryWhenTheImageCouldNotBePushed() {
        // When
        var verdict = NodesVerdict.of(
                state(GRANTED, new CanaryImageState.NotPushed("10.96.0.10:5000 refuses connections"), NodeProof.NONE),
                null);

        // Then
        assertThat(verdict.reason()).isEqualTo("CanaryNotPushed");
        assertThat(verdict.message()).contains("10.96.0.10:5000 refuses connections");
    }

    @Test
    void shouldWaitForTheRegistryWhenItHasServedForMomentsOnly() {
        // When
        var verdict = NodesVerdict.of(state(GRANTED, new CanaryImageState.NotYetPushed(), NodeProof.NONE), null);

        // Then
        assertThat(verdict.reason()).isEqualTo("WaitingForRegistry");
    }

    @Test
    void shouldWaitForTheRegistryWhenThereIsNoCanary() {
        // When
        var verdict = NodesVerdict.of(state(GRANTED, new CanaryImageState.Waiting(), NodeProof.NONE), null);

        // Then
        assertThat(verdict.reason()).isEqualTo("WaitingForRegistry");
    }

    @Test
    void shouldWarnOfTheOpenPortWhenNodesPullByIt() {
        // Given
        var plan = new AccessPlan.Pull(
                "localhost:30500", Optional.of(Mode.NODE_PORT), new TreeMap<>(), List.of(), Optional.empty());
        var access = new NodeAccessState.Granted(plan, Optional.empty(), Map.of(), Samples.trouble(Map.of()));

        // When
        var verdict = NodesVerdict.of(
                state(access, new CanaryImageState.InRegistry(), new NodeProof(true, 2, 2, List.of())), null);

        // Then
        assertThat(verdict.status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(verdict.message())
                .isEqualTo(
                        "all 2 nodes have pulled from the registry; by localhost:30500, whose port is open on every interface of every node");
    }

    @Test
    void shouldTellOfDamageThatWasPutRightWhenItWasThisRegistrys() {
        // Given
        var ours = new TreeMap<>(Map.of("registry.team-a.svc:5000", "2026-03-01T12:00:00Z"));
        var other = new TreeMap<>(Map.of("registry.team-b.svc:5000", "2026-03-01T12:00:00Z"));
        var access = new NodeAccessState.Granted(
                Samples.PLAN,
                Optional.empty(),
                Map.of(),
                Samples.trouble(Map.of(
                        "a",
                        new NodeReport(true, "", new TreeMap<>(), ours),
                        "b",
                        new NodeReport(true, "", new TreeMap<>(), other))));

        // When
        var verdict = NodesVerdict.of(
                state(access, new CanaryImageState.InRegistry(), new NodeProof(true, 2, 2, List.of())), proved);

        // Then
        assertThat(verdict)
                .isEqualTo(
                        new NodesVerdict(
                                ConditionStatus.TRUE,
                                "AllNodesProved",
                                "all 2 nodes have pulled from the registry; the registry's files were damaged and have been put right on a at 2026-03-01T12:00:00Z"));
    }

    @Test
    void shouldSayWhatCanBeHadWhenTheModeCannot() {
        // When
        var verdict = NodesVerdict.of(
                state(
                        new NodeAccessState.Unsupported("this is OpenShift"),
                        new CanaryImageState.Waiting(),
                        NodeProof.NONE),
                proved);

        // Then
        assertThat(verdict)
                .isEqualTo(new NodesVerdict(ConditionStatus.FALSE, "NodeAccessUnsupported", "this is OpenShift"));
    }

    private static String message(NodeProof proof) {
        return NodesVerdict.of(state(GRANTED, new CanaryImageState.InRegistry(), proof), null)
                .message();
    }

    private static RegistryState state(NodeAccessState access, CanaryImageState image, NodeProof proof) {
        return new RegistryState(
                Optional.empty(),
                Samples.WELL.storage(),
                RegistryContents.UNKNOWN,
                Samples.WELL.availability(),
                Samples.WELL.certificate(),
                Samples.WELL.users(),
                access,
                image,
                proof,
                new HostingState.NotRequested());
    }

    private static FailingNode node(String name) {
        return new FailingNode(name, "PullFailed", "no");
    }
}
