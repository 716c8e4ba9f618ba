package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.docs.Reader;
import dev.onggi.testbed.CommandFailedException;
import dev.onggi.testbed.Terminal;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the READMEs of examples/web and, after it, examples/clean-up say. */
@ExtendWith(E2eCluster.class)
class WebExampleE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    @Test
    void shouldRunASiteOnAPortOfTheNodeAndCleanUpWhatIsLeftOfIt(TestCluster cluster, TestNamespace namespace) {
        // Given: ports of the node
        cluster.kubectl(
                "label", "namespace", namespace.name(), "--overwrite", "pod-security.kubernetes.io/enforce=privileged");
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        var terminal = Terminal.open(directory, cluster, namespace.name());
        var readme = new Reader("examples/web/README.md", terminal);
        var cleanUp = new Reader("examples/clean-up/README.md", terminal);

        // When
        readme.type("kubectl apply -f examples/web/web.yaml");
        var latest = workspace.awaitReady("web").getStatus().image();
        workspace.awaitReady("web-stable");
        readme.type("kubectl wait --for=condition=Ready imagebuild/web imagebuild/web-stable");

        // Then
        assertThat(onTheNode(cluster, 8081)).contains("The second edition");
        assertThat(onTheNode(cluster, 8080)).contains("The first edition");
        awaits(() -> readme.type("kubectl get --raw /api/v1/namespaces/default/services/web:"), "The second edition");
        awaits(
                () -> readme.type("kubectl get --raw /api/v1/namespaces/default/services/web-stable:"),
                "The first edition");

        // When
        crash(readme);

        // Then
        awaits(() -> readme.type("kubectl get pods"), "1 (");
        assertThat(new KubectlTable(readme.type("kubectl get pods"))
                        .column("RESTARTS")
                        .values())
                .anySatisfy(count -> assertThat(count).startsWith("1 "));
        awaits(() -> readme.type("kubectl get --raw /api/v1/namespaces/default/services/web:"), "The second edition");

        // Then: nothing is removed that is in use
        cleanUp.type("kubectl apply -f examples/images/images.yaml");
        cleanUp.type("kubectl apply -f examples/clean-up/remove.yaml");
        assertThatThrownBy(() -> cleanUp.type("kubectl run remove"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("web:stable is used by Deployment/%s/web-stable".formatted(namespace.name()));

        // When: the newest edition has proved itself
        readme.type("sed 's/first/second/'");
        var stable = workspace.awaitReady("web-stable").getStatus().image();
        readme.type("kubectl wait --for=condition=Ready imagebuild/web-stable");

        // Then
        awaits(() -> onTheNode(cluster, 8080), "The second edition");
        assertThat(stable.digest()).isEqualTo(latest.digest());

        // Given: examples/clean-up
        assertThat(cleanUp.type("kubectl run images").lines())
                .anyMatch(line -> line.startsWith("web ") && line.contains(" latest ") && line.contains("Deployment/"))
                .anyMatch(line -> line.startsWith("web ") && line.contains(" stable ") && line.contains("Deployment/"));

        // When
        cleanUp.type("kubectl scale deployment/web");
        cleanUp.type("kubectl delete imagebuild web-stable");
        var removed = removed(cleanUp, cluster);

        // Then
        assertThat(removed).startsWith("Untagged web:stable; " + stable.digest() + " stays");
        assertThat(cleanUp.type("kubectl run images")).contains(" latest ").doesNotContain(" stable ");
        assertThat(workspace.deployment("web").getSpec().getReplicas()).isZero();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(workspace.deployment("web-stable")).isNull());

        // When
        cleanUp.type("kubectl patch lreg registry");

        // Then
        var retention = workspace.awaitRegistry("registry").getSpec().retention();
        assertThat(retention.keepTags()).isEqualTo(3);
        assertThat(retention.untaggedAfter()).isEqualTo("1h");
        assertThat(cleanUp.type("kubectl get lreg registry")).doesNotContain("Failed");
    }

    /** The container may take the command along. */
    private static void crash(Reader readme) {
        try {
            readme.type("kubectl exec deployment/web -- killall httpd");
        } catch (CommandFailedException e) {
            assertThat(e).hasMessageContaining("command terminated with exit code 137");
        }
    }

    /** With the right to see who uses an image in other namespaces. */
    private static String removed(Reader cleanUp, TestCluster cluster) {
        cleanUp.type("kubectl create clusterrolebinding onggi-remove-view");
        try {
            return cleanUp.type("kubectl run remove");
        } finally {
            cluster.kubectl("delete", "clusterrolebinding", "onggi-remove-view");
        }
    }

    private static void awaits(Callable<String> answer, String text) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(answer.call()).contains(text));
    }

    /** What a port of the node answers; the node has neither curl nor wget. */
    private static String onTheNode(TestCluster cluster, int port) {
        var script =
                "exec 3<>/dev/tcp/$(hostname -i | cut -d' ' -f1)/%d && printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3"
                        .formatted(port);
        return cluster.onNode("bash", "-c", script);
    }
}
