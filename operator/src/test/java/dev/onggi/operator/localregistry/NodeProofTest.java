package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalRegistryStatus.FailingNode;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.ModeCount;
import dev.onggi.operator.localregistry.access.NodeReport;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeProofTest {

    @Test
    void shouldBeCompleteWhenEveryNodeHasPulled() {
        // When
        var proof = NodeProof.of(
                Samples.canary(2, 2),
                List.of(Samples.pulled("node-1"), Samples.pulled("node-2")),
                Samples.trouble(Map.of()));

        // Then
        assertThat(proof.isComplete()).isTrue();
        assertThat(proof.toStatus().summary()).isEqualTo("2/2");
        assertThat(proof.toStatus().failing()).isNull();
    }

    @Test
    void shouldNotBeCompleteWhenACanaryIsMissing() {
        // When
        var proof = NodeProof.of(Samples.canary(2, 2), List.of(Samples.pulled("node-1")), Samples.trouble(Map.of()));

        // Then
        assertThat(proof.isComplete()).isFalse();
        assertThat(proof.toStatus().summary()).isEqualTo("1/2");
    }

    @Test
    void shouldNotBeCompleteWhenThereAreNoNodes() {
        // When
        var proof = NodeProof.of(Samples.canary(0, 0), List.of(), Samples.trouble(Map.of()));

        // Then
        assertThat(proof.isComplete()).isFalse();
    }

    @Test
    void shouldNotBeCurrentWhenSomeCanariesAreStillOld() {
        // When
        var proof = NodeProof.of(
                Samples.canary(2, 1),
                List.of(Samples.pulled("node-1"), Samples.pulled("node-2")),
                Samples.trouble(Map.of()));

        // Then
        assertThat(proof.current()).isFalse();
        assertThat(proof.isComplete()).isFalse();
    }

    @Test
    void shouldNotBeCurrentWhenTheNewestCanaryHasNotBeenSeen() {
        // Given
        var canary = Samples.canary(1, 1);
        canary.getMetadata().setGeneration(3L);

        // When
        var proof = NodeProof.of(canary, List.of(Samples.pulled("node-1")), Samples.trouble(Map.of()));

        // Then
        assertThat(proof.isComplete()).isFalse();
    }

    @Test
    void shouldNameCauseAndNextCommandWhenANodeCannotPull() {
        // When
        var proof = NodeProof.of(
                Samples.canary(2, 2),
                List.of(
                        Samples.notPulled("node-2", "ErrImagePull", "dial tcp: connect: connection refused"),
                        Samples.pulled("node-1")),
                Samples.trouble(Map.of()));

        // Then
        assertThat(proof.ready()).isEqualTo(1);
        assertThat(proof.failing())
                .containsExactly(
                        new FailingNode(
                                "node-2",
                                "ConnectionRefused",
                                "dial tcp: connect: connection refused; the node cannot reach the registry's Service: kubectl get pods -n team-a"));
    }

    @Test
    void shouldKeepTheAdviceWhenTheRuntimeTalksTooMuch() {
        // When
        var proof = NodeProof.of(
                Samples.canary(1, 1),
                List.of(Samples.notPulled("node-1", "ErrImagePull", "x".repeat(5000))),
                Samples.trouble(Map.of()));

        // Then
        assertThat(proof.failing().getFirst().message())
                .hasSizeLessThanOrEqualTo(1024)
                .endsWith("…; kubectl describe pod -n team-a registry-canary-node-1");
    }

    @Test
    void shouldListAtMostTwentyWhenManyNodesFail() {
        // Given
        var pods = IntStream.range(0, 30)
                .mapToObj(i -> Samples.notPulled("node-%02d".formatted(i), "ErrImagePull", "no"))
                .toList();

        // When
        var nodes = NodeProof.of(Samples.canary(30, 30), pods, Samples.trouble(Map.of()))
                .toStatus();

        // Then
        assertThat(nodes.failing()).hasSize(20);
        assertThat(nodes.summary()).isEqualTo("0/30");
    }

    @Test
    void shouldNotCountAPodThatIsBeingDeleted() {
        // Given
        var leaving = Samples.pulled("node-1");
        leaving.getMetadata().setDeletionTimestamp(Samples.NOW.toString());

        // When
        var proof = NodeProof.of(Samples.canary(1, 1), List.of(leaving), Samples.trouble(Map.of()));

        // Then
        assertThat(proof.ready()).isZero();
    }

    @Test
    void shouldNameTheAgentsCauseWhenTheNodeDoesNotReadWhatIsWritten() {
        // Given
        var report =
                new NodeReport(false, "config.toml sets no config_path: set one", new TreeMap<>(), new TreeMap<>());

        // When
        var proof = NodeProof.of(
                Samples.canary(1, 1),
                List.of(Samples.notPulled("node-1", "ErrImagePull", "lookup registry.team-a.svc: no such host")),
                Samples.trouble(Map.of("node-1", report)));

        // Then
        assertThat(proof.failing())
                .containsExactly(
                        new FailingNode("node-1", "ConfigPathNotRead", "config.toml sets no config_path: set one"));
    }

    @Test
    void shouldNotBeCompleteWhenADirectoryIsForeignThoughTheCanaryStillRuns() {
        // Given
        var refused = new TreeMap<>(Map.of("registry.team-a.svc:5000", "it is somebody else's"));
        var other = new TreeMap<>(Map.of("registry.team-b.svc:5000", "it is somebody else's"));

        // When
        var proof = NodeProof.of(
                Samples.canary(2, 2),
                List.of(Samples.pulled("node-1"), Samples.pulled("node-2")),
                Samples.trouble(Map.of(
                        "node-1",
                        new NodeReport(true, "", refused, new TreeMap<>()),
                        "node-2",
                        new NodeReport(true, "", other, new TreeMap<>()),
                        "node-that-has-gone",
                        new NodeReport(true, "", refused, new TreeMap<>()))));

        // Then
        assertThat(proof.isComplete()).isFalse();
        assertThat(proof.ready()).isEqualTo(1);
        assertThat(proof.failing()).singleElement().satisfies(node -> {
            assertThat(node.name()).isEqualTo("node-1");
            assertThat(node.reason()).isEqualTo("DirectoryForeign");
            assertThat(node.message())
                    .startsWith("the node agent leaves registry.team-a.svc:5000 alone: it is somebody else's; move it");
        });
    }

    @Test
    void shouldCountTheNodesOfEachModeThatTheCanaryIsOn() {
        // When
        var nodes = NodeProof.of(
                        Samples.canary(2, 2),
                        List.of(Samples.pulled("node-1"), Samples.pulled("node-2")),
                        Samples.trouble(Map.of()))
                .toStatus();

        // Then
        assertThat(nodes.modes()).containsExactly(new ModeCount("HostsConfig", 2));
    }

    @Test
    void shouldNameANodeWhenTheClusterHasLostContactWithIt() {
        // Given: the control plane has marked the Pod, whose container was ready when the node was last heard of
        var silent = Samples.pulled("node-2");
        silent.getStatus().getContainerStatuses().getFirst().setReady(true);
        silent.getStatus()
                .setConditions(List.of(new PodConditionBuilder()
                        .withType("Ready")
                        .withStatus("False")
                        .build()));

        // When
        var proof = NodeProof.of(
                Samples.canary(2, 2), List.of(Samples.pulled("node-1"), silent), Samples.trouble(Map.of()));

        // Then
        assertThat(proof.silent()).containsExactly("node-2");
        assertThat(proof.isComplete()).isTrue();
    }
}
