package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cache in the registry. */
@ExtendWith(E2eCluster.class)
class BuildCacheE2E {

    @Test
    void shouldTakeStepsOfAllStagesFromTheRegistryWhenTheCacheIsThere(TestCluster cluster, TestNamespace namespace)
            throws IOException {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();

        // When: there is no cache yet, and the first build fails
        workspace.apply(imageBuild("fails"));
        var failed = workspace
                .awaitCondition("app", "Stalled", "True", "BuildStepFailed")
                .getStatus()
                .failure();

        // Then: it is told for what it is
        assertThat(failed.exitCode()).isEqualTo(7);
        assertThat(failed.log()).contains("the text is fails");

        // When
        workspace.apply(imageBuild("one"));
        var first = workspace.awaitReady("app").getStatus();
        workspace.apply(imageBuild("two"));
        var second = workspace.awaitReady("app").getStatus();

        // Then: no claim has kept anything
        assertThat(cluster.client()
                        .persistentVolumeClaims()
                        .inNamespace(namespace.name())
                        .withName("app-cache")
                        .get())
                .isNull();
        assertThat(first.build().cachedSteps()).isZero();
        assertThat(second.build().number()).isEqualTo(first.build().number() + 1);
        assertThat(second.build().steps()).isEqualTo(4);
        // BuildKit does not call a step cached whose layer it is still pulling when the next one asks for it
        assertThat(second.build().cachedSteps()).isBetween(1, 2);
        var client = new RegistryClientPod(cluster, namespace.name()).start("registry-push", "registry-ca");
        var repository =
                first.image().reference().substring(0, first.image().reference().indexOf('@'));
        assertThat(randomLayer(client, second.image().reference()))
                .as("16 random bytes, which the first stage made once")
                .startsWith("sha256:")
                .isEqualTo(randomLayer(client, first.image().reference()));
        var manifest = new ObjectMapper().readTree(client.run("crane manifest " + repository + ":buildcache"));
        assertThat(manifest.path("layers"))
                .isNotEmpty()
                .allSatisfy(layer -> assertThat(layer.path("mediaType").asText())
                        .matches("application/vnd.oci.image.layer.v1.tar\\+(zstd|gzip)"))
                .anySatisfy(
                        layer -> assertThat(layer.path("mediaType").asText()).endsWith("+zstd"));
        assertThat(client.run("crane ls " + repository).lines()).containsExactlyInAnyOrder("buildcache", "latest");
    }

    /** The layer above the base image's: what is copied from the first stage. */
    private static String randomLayer(RegistryClientPod client, String reference) throws JsonProcessingException {
        return new ObjectMapper()
                .readTree(client.run("crane manifest " + reference))
                .at("/layers/1/digest")
                .asText();
    }

    private static String imageBuild(String text) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source:
                    inline:
                      files:
                        Dockerfile: |
                          FROM busybox:stable AS deps
                          RUN head -c 16 /dev/urandom >/random
                          FROM busybox:stable
                          COPY --from=deps /random /random
                          COPY text /text
                          RUN echo "the text is $(cat /text)" && { ! grep -q fails /text || exit 7; }
                        text: %s
                  cache: {mode: Registry}
                """.formatted(text);
    }
}
