package dev.onggi.operator.e2e;

import static dev.onggi.operator.e2e.Workspace.condition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.docs.Reader;
import dev.onggi.testbed.Terminal;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** examples/rollout-target as its README has it: Git has the Deployment, Onggi its image, and each its own fields. */
@ExtendWith(E2eCluster.class)
class RolloutTargetE2E {

    @TempDir
    private Path directory;

    @Test
    void shouldRunTheImageInADeploymentThatGitOwns(TestCluster cluster, TestNamespace namespace) throws IOException {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        var terminal = Terminal.open(directory, cluster, namespace.name());
        var example = new Reader("examples/rollout-target/README.md", terminal);
        workspace.applyRegistry();
        example.type("kubectl apply --server-side --field-manager=gitops");

        // When
        example.type("kubectl apply -f examples/rollout-target/imagebuild.yaml");
        var forbidden = workspace.awaitCondition("web", "Stalled", "True", "RolloutForbidden");
        var message = condition(forbidden, "Stalled").message();
        assertThat(example.type("kubectl get ib")).contains("RolloutForbidden");
        assertThat(message.split("grant it with: ", 2)[1]
                        .replace(" -n " + namespace.name(), "")
                        .split(" && "))
                .containsExactly(
                        example.command("kubectl create role "), example.command("kubectl create rolebinding"));
        example.type("kubectl create role ");
        example.type("kubectl create rolebinding");
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
        example.type("sed -i");
        example.type("kubectl apply --server-side --field-manager=gitops");

        // Then
        assertThat(example.type("kubectl diff"))
                .as("Git and the cluster are the same")
                .isEmpty();
        assertThat(workspace.deployment("web").getMetadata().getGeneration())
                .isEqualTo(web.getMetadata().getGeneration());

        // When: the next image crashes
        workspace.apply(Files.readString(terminal.directory().resolve("examples/rollout-target/imagebuild.yaml"))
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
        assertThat(example.type("kubectl diff")).isEmpty();
    }

    private static String managedBy(Workspace workspace, String manager) {
        return workspace.deployment("web").getMetadata().getManagedFields().stream()
                .filter(entry -> entry.getManager().equals(manager))
                .map(entry -> entry.getFieldsV1().getAdditionalProperties().toString())
                .findFirst()
                .orElseThrow();
    }
}
