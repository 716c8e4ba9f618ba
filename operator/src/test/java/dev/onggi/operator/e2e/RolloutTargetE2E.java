package dev.onggi.operator.e2e;

import static dev.onggi.operator.e2e.Workspace.condition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** examples/rollout-target as its README has it: Git has the Deployment, Onggi its image, and each its own fields. */
@ExtendWith(E2eCluster.class)
class RolloutTargetE2E {

    private static final Path EXAMPLE = Path.of("..", "examples", "rollout-target");

    @Test
    void shouldRunTheImageInADeploymentThatGitOwns(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        gitops(cluster, namespace, "apply", read("web.yaml"));

        // When
        workspace.apply(read("imagebuild.yaml"));
        var forbidden = workspace.awaitCondition("web", "Stalled", "True", "RolloutForbidden");
        var message = condition(forbidden, "Stalled").message();
        grantAs(message, cluster);
        var ready = workspace.awaitCondition("web", "Ready", "True", "Succeeded");

        // Then
        var web = workspace.deployment("web");
        assertThat(web.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .isEqualTo(ready.getStatus().image().reference());
        assertThat(ready.getStatus().rollout().workload()).isEqualTo("Deployment/web");
        assertThat(ready.getStatus().rollout().summary()).isEqualTo("1/1");
        assertThat(cluster.kubectl("logs", "-n", namespace.name(), "deployment/web"))
                .contains("hello from the first image");
        assertThat(managedBy(workspace, "onggi-rollout"))
                .isEqualTo(
                        "{f:spec={f:template={f:spec={f:containers={k:{\"name\":\"app\"}={.={}, f:image={}, f:name={}}}}}}}");

        // When: the image is left to Onggi
        var withoutImage = read("web.yaml").replace("        image: \" \"\n", "");
        gitops(cluster, namespace, "apply", withoutImage);

        // Then
        assertThat(gitops(cluster, namespace, "diff", withoutImage))
                .as("Git and the cluster are the same")
                .isEmpty();
        assertThat(workspace.deployment("web").getMetadata().getGeneration())
                .isEqualTo(web.getMetadata().getGeneration());

        // When: the next image crashes
        workspace.apply(read("imagebuild.yaml")
                .replace("echo $GREETING from the first image; sleep 3600", "echo no database; exit 7")
                .replace("progressDeadline: 2m", "progressDeadline: 15s"));
        var stalled = workspace.awaitCondition("web", "Stalled", "True", "RolledBack");

        // Then
        assertThat(condition(stalled, "Ready").message()).contains("the container ended with exit code 7");
        assertThat(workspace
                        .deployment("web")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .isEqualTo(ready.getStatus().image().reference());
        assertThat(gitops(cluster, namespace, "diff", withoutImage)).isEmpty();
    }

    /** Does what the message says. */
    private static void grantAs(String message, TestCluster cluster) {
        Stream.of(message.split("grant it with: ", 2)[1].split(" && "))
                .map(command -> command.split(" "))
                .forEach(words ->
                        cluster.kubectl(List.of(words).subList(1, words.length).toArray(String[]::new)));
    }

    private static String gitops(TestCluster cluster, TestNamespace namespace, String verb, String yaml) {
        return cluster.kubectlWithInput(
                yaml, verb, "-n", namespace.name(), "--server-side", "--field-manager=gitops", "-f", "-");
    }

    private static String managedBy(Workspace workspace, String manager) {
        return workspace.deployment("web").getMetadata().getManagedFields().stream()
                .filter(entry -> entry.getManager().equals(manager))
                .map(entry -> entry.getFieldsV1().getAdditionalProperties().toString())
                .findFirst()
                .orElseThrow();
    }

    private static String read(String file) {
        try {
            return Files.readString(EXAMPLE.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
