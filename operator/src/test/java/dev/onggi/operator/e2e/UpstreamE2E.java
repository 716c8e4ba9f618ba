package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.e2e.ExternalRegistry.Login;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Images of other registries that builds get through a LocalRegistry, which keeps them. */
@ExtendWith(E2eCluster.class)
class UpstreamE2E {

    @Test
    void shouldPullABaseImageThroughTheRegistryAndKeepIt(TestCluster cluster, TestNamespace namespace)
            throws IOException {
        // Given: an image that no other registry has, in one with a private CA and a user
        var workspace = new Workspace(cluster, namespace.name());
        var upstream = ExternalRegistry.start(workspace, Login.BASIC);
        upstream.caSecret("company-ca");
        upstream.loginSecret("robot");
        workspace.apply(external(upstream));
        workspace.awaitRegistry("external");
        workspace.apply(imageBuild("base", "external", "busybox:stable", "RUN echo made upstream > /made", ""));
        workspace.awaitReady("base");
        assertThat(upstream.tags("team/base")).isEqualToIgnoringNewLines("latest");

        // When
        workspace.apply(caching(upstream));
        workspace.awaitRegistry("registry");
        workspace.apply(
                imageBuild("app", "registry", "docker.io/team/base:latest", "RUN grep upstream /made", "deployment"));

        // Then
        var ready = workspace.awaitReady("app").getStatus();
        assertThat(ready.image().reference()).startsWith("registry." + namespace.name() + ".svc:5000/");
        assertThat(ready.rollout().summary()).isEqualTo("1/1");
        assertThat(cluster.kubectl("exec", "-n", namespace.name(), "deployment/app", "--", "cat", "/made"))
                .isEqualToIgnoringNewLines("made upstream");

        // When: the way out is gone
        upstream.stop();
        workspace.apply(imageBuild(
                "later", "registry", "docker.io/team/base:latest", "RUN grep upstream /made && date > /later", ""));

        // Then: the registry has kept the image
        assertThat(workspace.awaitReady("later").getStatus().image().digest()).startsWith("sha256:");
    }

    /** examples/registries/external.yaml with this registry. */
    private static String external(ExternalRegistry upstream) throws IOException {
        return example("external").replace("harbor.example.com", upstream.host());
    }

    /** examples/registries/mirror.yaml with this registry, and the Secret that it names. */
    private static String caching(ExternalRegistry upstream) throws IOException {
        return """
                apiVersion: v1
                kind: Secret
                metadata: {name: upstream-user}
                stringData: {username: "%s", password: "%s"}
                ---
                """.formatted(ExternalRegistry.WRITER, ExternalRegistry.WRITER_PASSWORD)
                + example("mirror").replace("mirror.example.com", upstream.host());
    }

    private static String example(String name) throws IOException {
        return Files.readString(Path.of("..", "examples", "registries", name + ".yaml"));
    }

    private static String imageBuild(String name, String registry, String base, String instruction, String rollout) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: %s}
                spec:
                  registryRef: {name: %s}
                  image: {repository: %s}
                  source:
                    inline:
                      files:
                        Dockerfile: |
                          FROM %s
                          %s
                          ENTRYPOINT ["/bin/sh", "-c", "sleep 3600"]
                  cache: {mode: None}
                  %s
                """.formatted(
                        name,
                        registry,
                        name,
                        base,
                        instruction,
                        rollout.isEmpty() ? "" : "rollout: {progressDeadline: 1m, deployment: {}}");
    }
}
