package dev.onggi.operator.localregistry.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeReportsTest {

    private static final String WORKS = """
            {"runtime":"containerd","configPath":["/etc/containerd/certs.d"],"hostsConfig":true,"cause":"","refused":{}}""";
    private static final String REFUSED = """
            {"runtime":"containerd","configPath":[],"hostsConfig":false,"cause":"no","refused":{"a.b.svc:5000":"theirs"}}""";

    @Test
    void shouldReadTheInitContainerWhenTheAgentHasNeverEnded() {
        // When
        var reports = NodeReports.of(List.of(agent("node-1", WORKS, null)));

        // Then
        assertThat(reports)
                .containsExactly(Map.entry("node-1", new NodeReport(true, "", new TreeMap<>(), new TreeMap<>())));
    }

    @Test
    void shouldReadTheAgentsLastWordWhenItHasEnded() {
        // When
        var reports = NodeReports.of(List.of(agent("node-1", WORKS, REFUSED)));

        // Then
        assertThat(reports)
                .containsExactly(Map.entry(
                        "node-1",
                        new NodeReport(false, "no", new TreeMap<>(Map.of("a.b.svc:5000", "theirs")), new TreeMap<>())));
    }

    @Test
    void shouldReadTheLastWordWhenTheKubeletLetsTheContainerWaitThatTold() {
        // Given
        var agent = agent("node-1", WORKS, REFUSED);
        agent.getStatus()
                .getContainerStatuses()
                .getFirst()
                .setState(new ContainerStateBuilder()
                        .withNewWaiting("back-off 5m0s restarting failed container=tell", "CrashLoopBackOff")
                        .build());

        // When
        var reports = NodeReports.of(List.of(agent));

        // Then
        assertThat(reports.get("node-1").cause()).isEqualTo("no");
        assertThat(reports.get("node-1").refused()).containsEntry("a.b.svc:5000", "theirs");
    }

    @Test
    void shouldKeepTheInitContainersReportWhenTheAgentEndedWithoutAWord() {
        // When
        var reports = NodeReports.of(List.of(agent("node-1", WORKS, "OutOfMemoryError")));

        // Then
        assertThat(reports.get("node-1").hostsConfig()).isTrue();
    }

    @Test
    void shouldBelieveTheInspectionWhenTheNodeWasStartedAgainAfterTheAgentsLastWord() {
        // Given
        var agent = agent("node-1", WORKS, REFUSED);
        agent.getStatus()
                .getInitContainerStatuses()
                .getFirst()
                .getState()
                .getTerminated()
                .setFinishedAt("2026-03-01T13:00:00Z");

        // When
        var reports = NodeReports.of(List.of(agent));

        // Then
        assertThat(reports.get("node-1").hostsConfig()).isTrue();
    }

    @Test
    void shouldReadWhenFilesWerePutRight() {
        // When
        var report = NodeReport.parse("""
                {"hostsConfig":true,"refused":{},"repaired":{"a.b.svc:5000":"2026-03-01T12:00:00Z"}}""");

        // Then
        assertThat(report)
                .hasValueSatisfying(read ->
                        assertThat(read.repaired()).containsExactly(Map.entry("a.b.svc:5000", "2026-03-01T12:00:00Z")));
    }

    @Test
    void shouldBelieveTheAgentThatStaysWhenTwoAreOnANode() {
        // Given
        var leaving = agent("node-1", REFUSED, null);
        leaving.getMetadata().setDeletionTimestamp("2026-03-01T12:00:00Z");

        // When
        var reports = NodeReports.of(List.of(agent("node-1", WORKS, null), leaving));

        // Then
        assertThat(reports.get("node-1").hostsConfig()).isTrue();
    }

    @Test
    void shouldKnowNothingWhenTheNodeHasNotBeenInspected() {
        // Given
        var pending = new PodBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .build();

        // When, Then
        assertThat(NodeReports.of(List.of(pending))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{}", "{\"hostsConfig\":\"yes\"}", "no JSON"})
    void shouldReadNothingWhenTheMessageIsAnythingElse(String message) {
        // When, Then
        assertThat(NodeReport.parse(message)).isEmpty();
    }

    private static Pod agent(String node, String inspected, String last) {
        var pod = new PodBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .endSpec()
                .withNewStatus()
                .withInitContainerStatuses(new ContainerStatusBuilder()
                        .withNewState()
                        .withNewTerminated()
                        .withMessage(inspected)
                        .endTerminated()
                        .endState()
                        .build())
                .endStatus();
        return last == null
                ? pod.build()
                : pod.editStatus()
                        .withContainerStatuses(new ContainerStatusBuilder()
                                .withNewState()
                                .withNewRunning("2026-03-01T12:00:00Z")
                                .endState()
                                .withNewLastState()
                                .withNewTerminated()
                                .withFinishedAt("2026-03-01T12:00:00Z")
                                .withMessage(last)
                                .endTerminated()
                                .endLastState()
                                .build())
                        .endStatus()
                        .build();
    }
}
