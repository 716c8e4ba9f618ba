package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.e2e.ExternalRegistry.Login;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Images of other registries that builds get through a LocalRegistry, which keeps them. */
@ExtendWith(E2eCluster.class)
class UpstreamE2E {

    @Test
    void shouldPullABaseImageThroughTheRegistryAndKeepIt(TestCluster cluster, TestNamespace namespace) {
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

    private static String external(ExternalRegistry upstream) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: external}
                spec:
                  access: {nodes: {mode: None}}
                  external: {host: "%s", pathPrefix: team, secretRef: {name: robot}, caRef: {name: company-ca}}
                """.formatted(upstream.host());
    }

    private static String caching(ExternalRegistry upstream) {
        return """
                apiVersion: v1
                kind: Secret
                metadata: {name: upstream-user}
                stringData: {username: "%s", password: "%s"}
                ---
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                spec:
                  upstreams:
                  - {host: docker.io, mirror: "https://%s", secretRef: {name: upstream-user}, caRef: {name: company-ca}}
                """.formatted(ExternalRegistry.WRITER, ExternalRegistry.WRITER_PASSWORD, upstream.host());
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
