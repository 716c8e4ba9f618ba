package dev.onggi.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of other registries: what was copied in first, and then what a second registry has, which stands for a cache. */
class GatewayUpstreamIT {

    @TempDir
    static Path work;

    private static Distribution registry;
    private static Distribution cache;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        registry = Distribution.on(directory("main/data"), directory("main"));
        cache = Distribution.on(directory("cache/data"), directory("cache"));
        gateway = new TestGateway(
                registry.uri(),
                work,
                Map.of("UPSTREAMS", "docker.io=" + cache.uri().getPort() + ",gone.example.com=1"));
        new ImageClient(cache.uri()).push("library/both", "v1", "cached");
        new ImageClient(cache.uri()).push("library/cached", "v1", "cached");
        gateway.client("push").push("upstream/docker.io/library/both", "v1", "copied");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        cache.close();
        registry.close();
    }

    @Test
    void shouldServeWhatTheCacheHas() throws Exception {
        // When
        var client = gateway.client("pull");
        // Then
        client.pull("upstream/docker.io/library/cached", "v1");
        assertThat(client.hasBlob("upstream/docker.io/library/cached", Digest.of("cached")))
                .isTrue();
    }

    @Test
    void shouldServeWhatWasCopiedInFirst() throws Exception {
        // When
        var manifest = get("/v2/upstream/docker.io/library/both/manifests/v1");
        // Then
        assertThat(manifest.body()).contains(Digest.of("copied").value());
    }

    @Test
    void shouldFindNothingWhenNeitherHasIt() throws Exception {
        // When
        var there = get("/v2/upstream/docker.io/library/neither/manifests/v1");
        var unknownHost = get("/v2/upstream/quay.io/library/cached/manifests/v1");
        var notUpstream = get("/v2/library/cached/manifests/v1");
        // Then
        assertThat(there.statusCode()).isEqualTo(404);
        assertThat(unknownHost.statusCode()).isEqualTo(404);
        assertThat(notUpstream.statusCode()).isEqualTo(404);
    }

    @Test
    void shouldKeepThePrefixInWhatTheCacheRefersTo() throws Exception {
        // Given
        new ImageClient(cache.uri()).push("library/cached", "v2", "cached");
        // When
        var tags = get("/v2/upstream/docker.io/library/cached/tags/list?n=1");
        // Then
        assertThat(tags.headers().firstValue("Link").orElseThrow())
                .startsWith("</v2/upstream/docker.io/library/cached/tags/list?");
    }

    @Test
    void shouldSaySoWhenTheCacheIsDown() throws Exception {
        // When
        var answer = get("/v2/upstream/gone.example.com/app/manifests/v1");
        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("kubectl logs");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return gateway.http()
                .send(
                        HttpRequest.newBuilder(gateway.uri().resolve(path))
                                .header("Authorization", TestGateway.basic("pull", "secret"))
                                .header("Accept", "application/vnd.oci.image.manifest.v1+json")
                                .build(),
                        BodyHandlers.ofString());
    }

    private static Path directory(String name) throws IOException {
        return Files.createDirectories(work.resolve(name));
    }
}
