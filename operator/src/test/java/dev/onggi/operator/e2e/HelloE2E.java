package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.docs.Reader;
import dev.onggi.testbed.HelloExample;
import dev.onggi.testbed.ReadyWait;
import dev.onggi.testbed.Terminal;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(E2eCluster.class)
class HelloE2E {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void shouldAnswerTheNewTextFromANewDigestWhenOneLineOfTheSourceChanges(
            TestCluster cluster, TestNamespace namespace) {
        // Given
        var terminal = Terminal.open(directory, cluster, namespace.name());
        var example = new Reader("examples/hello/README.md", terminal);
        var hello = HelloExample.in(cluster, namespace.name());
        var wait = new ReadyWait(cluster, System.out::println);
        example.type("kubectl apply -f examples/hello/hello.yaml");
        var registry = hello.awaitRegistry(wait);
        var first = hello.awaitImageBuild(wait).getStatus();
        example.type("kubectl wait --for=condition=Ready localregistry/registry imagebuild/hello");
        assertThat(example.type("kubectl get lreg,ib"))
                .contains("localregistry.onggi.dev/registry", "imagebuild.onggi.dev/hello", "Succeeded");
        assertThat(registry.getStatus().address()).isEqualTo("registry." + namespace.name() + ".svc:5000");
        assertThat(first.image().reference())
                .isEqualTo(registry.getStatus().address() + "/" + namespace.name() + "/hello@"
                        + first.image().digest());
        hello.service().await(PATIENCE);
        assertThat(example.type("kubectl get --raw")).isEqualTo("Hello from Onggi\n");

        // When
        example.type("sed 's/Hello from Onggi/Hello again/'");
        example.type("kubectl wait --for=condition=Ready imagebuild/hello");
        var second = hello.awaitImageBuild(wait).getStatus();

        // Then
        assertThat(second.image().digest()).isNotEqualTo(first.image().digest());
        assertThat(second.build().number()).isEqualTo(first.build().number() + 1);
        answers(example, "Hello again\n");
        assertThat(runningImages(cluster, namespace)).contains(second.image().reference());
        assertThat(new Reader("docs/metrics.md", terminal).type("kubectl get --raw"))
                .contains(measuredOf(namespace));

        // When: back on purpose
        new Reader("docs/workloads.md", terminal).type("kubectl patch imagebuild hello");

        // Then
        answers(example, "Hello from Onggi\n");
        assertThat(new Reader("docs/workloads.md", terminal).type("kubectl get imagebuild hello"))
                .contains("\"restricted\":true");

        // When
        example.type("kubectl delete -f examples/hello/hello.yaml");

        // Then
        assertThat(example.type("kubectl get lreg,ib")).isEmpty();
    }

    /** The Pod before may still get a request while it ends, and the API server one that it has no way for yet. */
    private static void answers(Reader example, String text) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(example.type("kubectl get --raw")).isEqualTo(text));
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
