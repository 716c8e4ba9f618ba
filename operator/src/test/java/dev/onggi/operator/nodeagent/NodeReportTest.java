package dev.onggi.operator.nodeagent;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.localregistry.access.NodeReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the agent writes and the operator reads. */
class NodeReportTest {

    /** https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/ */
    private static final int KUBELETS_LIMIT = 4096;

    @Test
    void shouldBeReadByTheOperatorWhenItIsAsLongAsCanBe() {
        // Given
        var report = new dev.onggi.operator.nodeagent.NodeReport(
                NodeRuntime.CONTAINERD,
                List.of("/var/lib/rancher/k3s/agent/etc/containerd/certs.d", "/etc/containerd/certs.d"),
                false,
                "c".repeat(2000),
                new Findings(many("r".repeat(500)), many("2026-03-01T12:00:00Z")));

        // When
        var json = report.toJson();

        // Then
        assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(KUBELETS_LIMIT);
        assertThat(NodeReport.parse(json)).hasValueSatisfying(read -> {
            assertThat(read.cause()).startsWith("cccc");
            assertThat(read.refused()).hasSize(6);
            assertThat(read.repaired()).hasSize(6).containsValue("2026-03-01T12:00:00Z");
        });
    }

    @Test
    void shouldKeepTheInspectionWhenFindingsAreReplaced() {
        // Given
        var before = dev.onggi.operator.nodeagent.NodeReport.cannot(NodeRuntime.DOCKER, List.of(), "say \"no\"")
                .toJson();

        // When
        var json = dev.onggi.operator.nodeagent.NodeReport.withFindings(
                before, new Findings(new TreeMap<>(Map.of("a.svc:5000", "its \"refused\":{} is odd")), many("x")));

        // Then
        assertThat(NodeReport.parse(json)).hasValueSatisfying(read -> {
            assertThat(read.cause()).isEqualTo("say \"no\"");
            assertThat(read.refused()).containsExactly(Map.entry("a.svc:5000", "its \"refused\":{} is odd"));
        });
    }

    /** Names as long as they can be: that of a Service and that of a namespace have 63 characters. */
    private static SortedMap<String, String> many(String value) {
        return IntStream.range(10, 30)
                .boxed()
                .collect(toMap(
                        i -> "r".repeat(61) + i + "." + "n".repeat(63) + ".svc:5000",
                        i -> value,
                        (one, other) -> one,
                        TreeMap::new));
    }
}
