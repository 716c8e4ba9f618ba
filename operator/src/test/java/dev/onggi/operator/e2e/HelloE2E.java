package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.testbed.HelloExample;
import dev.onggi.testbed.ReadyWait;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(E2eCluster.class)
class HelloE2E {

    @Test
    void shouldAnswerTheNewTextFromANewDigestWhenOneLineOfTheSourceChanges(
            TestCluster cluster, TestNamespace namespace) {
        // Given
        var hello = HelloExample.in(cluster, namespace.name());
        var wait = new ReadyWait(cluster, System.out::println);
        hello.apply(hello.manifest());
        var registry = hello.awaitRegistry(wait);
        var first = hello.awaitImageBuild(wait).getStatus();
        assertThat(registry.getStatus().address()).isEqualTo("registry." + namespace.name() + ".svc:5000");
        assertThat(first.image().reference())
                .isEqualTo(registry.getStatus().address() + "/" + namespace.name() + "/hello@"
                        + first.image().digest());
        assertThat(hello.service().await(Duration.ofSeconds(30))).isEqualTo("Hello from Onggi\n");

        // When
        var changed = hello.manifest().replace("Hello from Onggi", "Hello again");
        hello.apply(changed);
        var second = hello.awaitImageBuild(wait).getStatus();

        // Then
        assertThat(second.image().digest()).isNotEqualTo(first.image().digest());
        assertThat(second.build().number()).isEqualTo(first.build().number() + 1);
        // the old Pod may still get a request while it ends
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(hello.service().get()).hasValue("Hello again\n"));
        assertThat(runningImages(cluster, namespace)).contains(second.image().reference());
        assertThat(scraped(cluster)).contains(measuredOf(namespace));
    }

    /** As docs/metrics.md has it. */
    private static String scraped(TestCluster cluster) {
        return cluster.kubectl(
                "get", "--raw", "/api/v1/namespaces/onggi-system/services/onggi-operator-metrics:http/proxy/q/metrics");
    }

    private static List<String> measuredOf(TestNamespace namespace) {
        return List.of(
                "onggi_builds_ended_total{cache=\"Volume\",reason=\"Succeeded\",result=\"Succeeded\"",
                "onggi_build_phase_duration_seconds_bucket{phase=\"push\",le=\"60.0\"",
                "onggi_build_phase_duration_seconds_bucket{phase=\"rollout\",le=\"60.0\"",
                "onggi_time_to_ready_seconds_count{kind=\"ImageBuild\"",
                "onggi_registry_storage_used_bytes{namespace=\"%s\",registry=\"registry\"".formatted(namespace.name()),
                "onggi_reconcile_duration_seconds_count{controller=\"imagebuild\",outcome=\"success\"",
                "jvm_memory_used_bytes{");
    }

    private static String runningImages(TestCluster cluster, TestNamespace namespace) {
        return cluster.kubectl(
                "get",
                "deployment/" + HelloExample.NAME,
                "-n",
                namespace.name(),
                "-o",
                "jsonpath={.spec.template.spec.containers[*].image}");
    }
}
