package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.model.Digest;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What caches have in them: no secrets, and no more than their size. All builds begin at once. */
@ExtendWith(E2eCluster.class)
class CacheContentsE2E {

    private static final String TOKEN = "tok-4Rk8bLz2-never-in-a-cache";

    /** What the steps leave on purpose, in the image and in a stage that only the cache has. */
    private static final String IN_IMAGE = "mark-of-the-image";

    private static final String IN_STAGE = "mark-of-the-stage-that-used-the-secret";

    /** A file of the base image, whose layer is as it came. */
    private static final String OF_BASE = "bin/busybox";

    private static final int CACHE = 100;
    private static final int LAYER = 70;
    private static final List<String> LARGE = List.of("large-1", "large-2", "large-3");

    /** BuildKit looks about a minute after a build. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static TestNamespace namespace;
    private static Workspace workspace;

    @BeforeAll
    static void startBuilds(TestCluster cluster) {
        namespace = TestNamespace.create(cluster, "e2e-cache-contents-shared");
        workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        LARGE.forEach(name -> workspace.apply(large(name)));
        workspace.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: npm}
                stringData: {token: %s}
                """.formatted(TOKEN));
        workspace.apply(secretive());
    }

    @AfterAll
    static void remove() {
        namespace.close();
    }

    @Test
    void shouldKeepSecretsOutOfTheCacheInTheRegistry(TestCluster cluster) {
        // When
        var ready = workspace.awaitReady("secretive").getStatus();

        // Then: the search finds what is there, of the cache as well, in layers of either compression
        var blobs = RegistryBlobs.of(cluster, namespace.name());
        assertThat(blobs.compressionsOf(OF_BASE)).contains("gzip");
        assertThat(blobs.compressionsOf(IN_STAGE)).containsExactly("zstd");
        assertThat(blobs.with(IN_IMAGE)).isNotEmpty();
        var client = new RegistryClientPod(cluster, namespace.name()).start("registry-push", "registry-ca");
        var image = ready.image().reference();
        var manifest = client.run("crane manifest " + image);
        assertThat(blobs.with(IN_STAGE))
                .as("a layer of the cache alone")
                .allSatisfy(digest -> assertThat(manifest).doesNotContain(digest));
        assertThat(client.run("crane manifest " + image.substring(0, image.indexOf('@')) + ":buildcache"))
                .contains(blobs.with(IN_STAGE));

        // Then: of the secret there is nothing, nor where people look
        var log = cluster.kubectl("logs", "-n", namespace.name(), ready.build().pod());
        assertThat(log).contains("it is ***.");
        var told = List.of(
                log,
                manifest,
                client.run("crane config " + image),
                Serialization.asYaml(workspace.imageBuild("secretive")),
                Serialization.asYaml(workspace.buildPods("secretive")),
                cluster.kubectl("get", "events,configmaps", "-n", namespace.name(), "-o", "yaml"),
                cluster.kubectl("logs", "-n", "onggi-system", "deployment/onggi-operator"));
        assertThat(List.of(TOKEN, base64(TOKEN))).allSatisfy(form -> {
            assertThat(blobs.with(form)).isEmpty();
            assertThat(told).allSatisfy(text -> assertThat(text).doesNotContain(form));
        });
    }

    @Test
    void shouldStayBelowItsSizeWhenBuildsOfASharedBuilderLeaveMore(TestCluster cluster) {
        // When: each leaves so much, which cannot be compressed, and all of it together is more than the cache may have
        LARGE.forEach(workspace::awaitReady);

        // Then: and no more is gone than has to be
        await("the cache of %d MiB is below its size".formatted(CACHE))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(mebibytes(cluster))
                        .as("after %d times %d MiB", LARGE.size(), LAYER)
                        .isBetween(LAYER, CACHE));
        assertThat(workspace.buildPods("large-1")).isEmpty();
    }

    /** What lies in the claim of the builder, as its file system sees it. */
    private static int mebibytes(TestCluster cluster) {
        var volume = cluster.client()
                .persistentVolumeClaims()
                .inNamespace(namespace.name())
                .withName("onggi-builder")
                .get()
                .getSpec()
                .getVolumeName();
        var path = cluster.client()
                .persistentVolumes()
                .withName(volume)
                .get()
                .getSpec()
                .getHostPath()
                .getPath();
        return Integer.parseInt(cluster.onNode("sh", "-c", "du -sm \"$1\" | cut -f 1", "sh", path)
                .strip());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first stage uses the secret and prints it; it is in the cache, and not in the image. */
    private static String secretive() {
        return InlineBuild.yaml(
                "secretive",
                """
                FROM busybox:stable AS uses
                RUN --mount=type=secret,id=token,env=TOKEN \\
                    test "$(printf %%s "$TOKEN" | sha256sum | cut -c1-64)" = %s && \\
                    echo "it is $TOKEN." && printf %%s "$TOKEN" | base64 && echo %s >/mark
                FROM busybox:stable
                COPY --from=uses /etc/passwd /copied
                RUN echo %s >/mark
                """.formatted(Digest.of(TOKEN).hex(), IN_STAGE, IN_IMAGE),
                "secrets: [{id: token, secretRef: {name: npm}}]",
                "cache: {mode: Registry}");
    }

    /** The file is in the cache, and not in the image: nobody has to push it. Each is another step, and a layer of its own. */
    private static String large(String name) {
        return InlineBuild.yaml(name, """
                FROM busybox:stable AS large
                RUN echo %s && dd if=/dev/urandom of=/large bs=1M count=%d && sha256sum /large >/sum
                FROM scratch
                COPY --from=large /sum /sum
                """.formatted(name, LAYER), "cache: {mode: Shared, size: %dMi}".formatted(CACHE));
    }
}
