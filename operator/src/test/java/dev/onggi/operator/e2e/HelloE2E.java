package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.testbed.HelloExample;
import dev.onggi.testbed.ReadyWait;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.time.Duration;
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
