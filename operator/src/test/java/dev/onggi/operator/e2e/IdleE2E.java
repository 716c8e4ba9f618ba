package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.ApiWrites;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where nothing changes, nothing is written: the API server's own count of requests says so. */
@ExtendWith(E2eCluster.class)
class IdleE2E {

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
        var writes = new ApiWrites(() -> cluster.kubectl("get", "--raw", "/metrics"));
        var before = writes.count();
        var start = System.nanoTime();
        await().pollDelay(Duration.ofSeconds(10))
                .atMost(Duration.ofSeconds(20))
                .until(() -> System.nanoTime() - start > Duration.ofSeconds(10).toNanos());
        return writes.since(before);
    }
}
