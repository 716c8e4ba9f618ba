package dev.onggi.operator.e2e;

import static dev.onggi.operator.e2e.Workspace.condition;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An image for other platforms than the node's. */
@ExtendWith(E2eCluster.class)
class PlatformsE2E {

    @Test
    void shouldMakeAnIndexWithoutEmulationAndSayWhatNeedsIt(TestCluster cluster, TestNamespace namespace)
            throws IOException {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();

        // When: what is run is run on the node's own platform
        workspace.apply(imageBuild("""
                FROM --platform=$BUILDPLATFORM busybox:stable AS build
                ARG TARGETARCH
                RUN echo "for $TARGETARCH" >/text
                FROM scratch
                COPY --from=build /text /text
                """));
        var image = workspace.awaitReady("app").getStatus().image();

        // Then
        var client = new RegistryClientPod(cluster, namespace.name()).start("registry-push", "registry-ca");
        var index = new ObjectMapper().readTree(client.run("crane manifest " + image.reference()));
        assertThat(index.path("manifests"))
                .extracting(manifest -> manifest.path("platform"))
                .extracting((JsonNode platform) -> platform.path("architecture").asText())
                .containsExactly("amd64", "arm64");
        assertThat(client.run("crane export --platform linux/arm64 " + image.reference() + " - | tar -xO text"))
                .contains("for arm64");
        assertThat(image.layers()).isEqualTo(1);

        // When: the kernel cannot run it, as it cannot what is of another processor
        workspace.apply(imageBuild("""
                FROM scratch
                COPY --chmod=755 Dockerfile /foreign
                RUN ["/foreign"]
                """));
        var stalled = workspace.awaitCondition("app", "Stalled", "True", "BuildStepFailed");

        // Then
        assertThat(condition(stalled, "Stalled").message())
                .contains("the node cannot run a program of another platform (spec.platforms)");
    }

    private static String imageBuild(String dockerfile) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source:
                    inline:
                      files:
                        Dockerfile: |
                %s
                  platforms: [linux/amd64, linux/arm64]
                  cache: {mode: Shared}
                """.formatted(dockerfile.indent(10));
    }
}
