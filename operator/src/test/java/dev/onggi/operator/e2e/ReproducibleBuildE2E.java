package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same input makes the same image, without a cache as well; and an image says what it was made from. */
@ExtendWith(E2eCluster.class)
class ReproducibleBuildE2E {

    private static final String ANNOTATION = "org.opencontainers.image.";

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "gzip"})
    void shouldMakeTheSameImageWhenItIsBuiltAnewFromTheSameInput(
            String compression, TestCluster cluster, TestNamespace namespace) throws IOException {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        var yaml = """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source:
                    inline:
                      files:
                        Dockerfile: |
                          FROM busybox:stable
                          WORKDIR /app/deep
                          COPY text .
                          RUN mkdir one && echo hello >one/file && ln -s file one/link && touch /app/touched
                          RUN test "$(date +%%Y)" -gt 2000 && cp text copy
                        text: something
                  cache: {mode: None}
                  image: {compression: %s}
                  rebuild: "%s"
                """;

        // When
        workspace.apply(yaml.formatted(compression, "1"));
        var first = workspace.awaitReady("app").getStatus();
        workspace.apply(yaml.formatted(compression, "2"));
        var second = workspace.awaitReady("app").getStatus();

        // Then
        assertThat(second.build().number()).isEqualTo(2);
        assertThat(second.build().number()).isEqualTo(2);
        assertThat(second.build().cachedSteps()).isZero();
        assertThat(second.image().digest()).isEqualTo(first.image().digest());
        var manifest = manifest(cluster, namespace, first.image().reference());
        assertThat(manifest.path("layers")
                        .get(manifest.path("layers").size() - 1)
                        .path("mediaType")
                        .asText())
                .isEqualTo("application/vnd.oci.image.layer.v1.tar+" + compression);
        assertThat(manifest.path("annotations").path(ANNOTATION + "revision").asText())
                .isEqualTo(first.source().revision());
    }

    @Test
    void shouldNameRepositoryCommitAndTimeWhenTheSourceIsGit(TestCluster cluster, TestNamespace namespace)
            throws IOException {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.apply(Workspace.REGISTRY);
        var server = GitServer.start(workspace);
        server.basicAuthSecret("password", GitServer.PASSWORD);
        var commit = server.commit("greeting.txt", "hello");
        var time = server.run("git -C /srv/git/app.git log -1 --format=%ct main");
        workspace.applyRegistry();

        // When: a step asks for the time
        workspace.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {git: {url: "%s", revision: main, secretRef: {name: password}}}
                  cache: {mode: None}
                  dockerfile:
                    inline: |
                      FROM busybox:stable
                      COPY greeting.txt /
                      ARG SOURCE_DATE_EPOCH
                      RUN test "$SOURCE_DATE_EPOCH" = %s
                """.formatted(server.httpsUrl(), time));
        var first = workspace.awaitReady("app").getStatus();
        cluster.kubectl("patch", "ib", "app", "-n", namespace.name(), "--type=merge", "-p", """
                {"spec":{"rebuild":"once more"}}""");
        var second = workspace.awaitReady("app").getStatus();

        // Then
        var image = first.image();
        assertThat(second.build().cachedSteps()).isZero();
        assertThat(second.image().digest()).isEqualTo(image.digest());
        var annotations = manifest(cluster, namespace, image.reference()).path("annotations");
        assertThat(annotations.path(ANNOTATION + "source").asText()).isEqualTo(server.httpsUrl());
        assertThat(annotations.path(ANNOTATION + "revision").asText()).isEqualTo(commit);
        assertThat(annotations.path(ANNOTATION + "created").asText())
                .isEqualTo(Instant.ofEpochSecond(Long.parseLong(time)).toString());
    }

    private static JsonNode manifest(TestCluster cluster, TestNamespace namespace, String reference)
            throws IOException {
        var client = new RegistryClientPod(cluster, namespace.name()).start("registry-push", "registry-ca");
        return new ObjectMapper().readTree(client.run("crane manifest " + reference));
    }
}
