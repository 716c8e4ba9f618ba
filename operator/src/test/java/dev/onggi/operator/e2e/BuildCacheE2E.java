package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a build keeps for the next one. */
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
        assertThat(new ObjectMapper()
                        .readTree(client.run("crane config " + second.image().reference()))
                        .at("/config/Labels")
                        .path("org.example.team")
                        .asText())
                .isEqualTo("a team, $(HOME)");
        assertThat(client.run("crane ls " + repository).lines()).containsExactlyInAnyOrder("buildcache", "latest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Volume", "Shared"})
    void shouldKeepCacheMountsAndLeaveNoManifestBehind(String mode, TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();

        // When
        workspace.apply(counting(mode, 1));
        var first = workspace.awaitReady("app").getStatus();

        // Then: of two stages, and whatever BuildKit did in between
        assertThat(new RegistryPod(cluster, namespace.name()).manifests(namespace.name() + "/app"))
                .containsExactly(first.image().digest());

        // When
        workspace.apply(counting(mode, 2));
        var second = workspace.awaitReady("app").getStatus();

        // Then: the step has found the line of the first build
        assertThat(second.build().number()).isEqualTo(2);
        assertThat(second.image().digest()).isNotEqualTo(first.image().digest());
    }

    /** Its step fails unless it has been run so many times with this cache mount. */
    private static String counting(String mode, int times) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source:
                    inline:
                      files:
                        Dockerfile: |
                          FROM busybox:stable AS count
                          ARG TIMES
                          RUN --mount=type=cache,target=/kept echo $TIMES >>/kept/lines && cp /kept/lines /lines
                          RUN test "$(wc -l </lines)" = $TIMES
                          FROM scratch
                          COPY --from=count /lines /lines
                  args: [{name: TIMES, value: "%d"}]
                  cache: {mode: %s, size: 1Gi}
                """.formatted(times, mode);
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
                  labels: {org.example.team: "a team, $(HOME)"}
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
