package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where nothing changes, nothing is written: the API server's own count of requests says so. */
@ExtendWith(E2eCluster.class)
class IdleE2E {

    private static final Pattern WRITE = Pattern.compile(
            "apiserver_request_total\\{(?=[^}]*verb=\"(?:POST|PUT|PATCH|APPLY|DELETE)\")(?=[^}]*resource=\"(\\w+)\")[^}]*} (\\d+)");

    /** Everything that the operator writes. Leases, nodes and tokens are others' and never rest. */
    private static final Set<String> OURS = Set.of(
            "imagebuilds",
            "localregistries",
            "pods",
            "services",
            "secrets",
            "configmaps",
            "persistentvolumeclaims",
            "deployments",
            "daemonsets",
            "events");

    @Test
    void shouldWriteNothingForTenSecondsWhenNothingChanges(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source:
                    inline:
                      files:
                        Dockerfile: |
                          FROM busybox:stable
                          ENTRYPOINT ["/bin/sh", "-c", "sleep 3600"]
                  rollout: {deployment: {ports: [{containerPort: 8080}]}}
                """);
        workspace.awaitReady("app");

        // When, then: other tests' leftovers may still be on their way out, so the ten quiet seconds may begin later
        await("ten seconds without a write")
                .atMost(Duration.ofSeconds(90))
                .pollDelay(Duration.ofSeconds(10))
                .pollInterval(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(writesInTenSeconds(cluster)).isEmpty());
    }

    private static Map<String, Long> writesInTenSeconds(TestCluster cluster) {
        var before = writes(cluster);
        var start = System.nanoTime();
        await().pollDelay(Duration.ofSeconds(10))
                .atMost(Duration.ofSeconds(20))
                .until(() -> System.nanoTime() - start > Duration.ofSeconds(10).toNanos());
        var after = writes(cluster);
        after.replaceAll((resource, count) -> count - before.getOrDefault(resource, 0L));
        after.values().removeIf(count -> count == 0);
        return after;
    }

    private static Map<String, Long> writes(TestCluster cluster) {
        var counts = new TreeMap<String, Long>();
        var match = WRITE.matcher(cluster.kubectl("get", "--raw", "/metrics"));
        while (match.find()) {
            if (OURS.contains(match.group(1))) {
                counts.merge(match.group(1), Long.parseLong(match.group(2)), Long::sum);
            }
        }
        assertThat(counts).as("the API server counts").isNotEmpty();
        return counts;
    }
}
