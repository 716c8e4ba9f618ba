package dev.onggi.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gateway before a real registry, with TLS and users. */
class GatewayIT {

    @TempDir
    static Path work;

    private static Distribution registry;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        registry = Distribution.on(Files.createDirectories(work.resolve("data")), work);
        gateway = new TestGateway(
                registry.uri(), work, Map.of("STORAGE", work.resolve("data").toString()));
        gateway.client("admin").push("seed/app", "v1", "layer");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        registry.close();
    }

    @Test
    void shouldPushAndPull() throws Exception {
        // Given
        var digest = gateway.client("push").push("team-a/web/app", "v1", "one", "two");
        // When
        var pulling = gateway.client("pull");
        // Then
        pulling.pull("team-a/web/app", "v1");
        pulling.pull("team-a/web/app", digest.value());
        assertThat(pulling.hasManifest("team-a/web/app", "v2")).isFalse();
    }

    /** More than the heap of the gateway has in the registry's Pod. */
    @Test
    void shouldPassOnABlobOfAnySizeByteForByte() throws Exception {
        // Given
        var big = work.resolve("big");
        try (var file = Files.newOutputStream(big)) {
            var piece = new byte[1 << 20];
            for (int i = 0; i < 100; i++) {
                Arrays.fill(piece, (byte) i);
                file.write(piece);
            }
        }
        var digest = sha256(Files.newInputStream(big));
        var http = gateway.http();
        var start = http.send(
                request("push", "/v2/big/app/blobs/uploads/")
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
        // When, in a chunked PATCH as container tools send it
        var location = start.headers().firstValue("Location").orElseThrow();
        var patch = http.send(
                request("push", location)
                        .header("Content-Type", "application/octet-stream")
                        .method("PATCH", BodyPublishers.ofInputStream(() -> open(big)))
                        .build(),
                BodyHandlers.discarding());
        var put = http.send(
                request("push", patch.headers().firstValue("Location").orElseThrow() + "&digest=" + digest)
                        .PUT(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
        var pulled =
                http.send(request("pull", "/v2/big/app/blobs/" + digest).GET().build(), BodyHandlers.ofInputStream());
        // Then
        assertThat(location).as("relative, so that it works under every name").startsWith("/v2/big/app/");
        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(sha256(pulled.body())).isEqualTo(digest);
    }

    @ParameterizedTest
    @CsvSource({
        "pull,   GET,    /v2/,                               200",
        "pull,   GET,    /v2/seed/app/manifests/v1,          200",
        "team-b, GET,    /v2/seed/app/manifests/v1,          200",
        "pull,   POST,   /v2/seed/app/blobs/uploads/,        403",
        "push,   POST,   /v2/seed/app/blobs/uploads/,        202",
        "team-b, POST,   /v2/seed/app/blobs/uploads/,        403",
        "team-b, POST,   /v2/team-b/app/blobs/uploads/,      202",
        "team-b, POST,   /v2/team-b%2F..%2Fseed/blobs/uploads/, 404",
        "push,   POST,   /v2/onggi/canary/blobs/uploads/,    403",
        "push,   DELETE, /v2/seed/app/manifests/v1,          403",
        "push,   GET,    /onggi/v1/storage,                  403",
        "pull,   GET,    /onggi/v1/images,                   200",
        "admin,  GET,    /onggi/v1/storage,                  200",
        "admin,  GET,    /onggi/v1/collections/last,         404",
        "admin,  GET,    /onggi/v1/nothing,                  404"
    })
    void shouldGiveEachUserItsRights(String user, String method, String path, int status) throws Exception {
        // When
        var answer = gateway.http()
                .send(
                        request(user, path)
                                .header("Accept", "application/vnd.oci.image.manifest.v1+json")
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status == 403) {
            assertThat(answer.body()).contains("\"code\":\"DENIED\"").contains("user " + user + " may");
        }
    }

    @ParameterizedTest
    @CsvSource({"push,wrong", "nobody,secret", "push,''", "'',secret"})
    void shouldRefuseAWrongPassword(String user, String password) throws Exception {
        // When
        var answer = gateway.http()
                .send(
                        HttpRequest.newBuilder(gateway.uri().resolve("/v2/"))
                                .header("Authorization", TestGateway.basic(user, password))
                                .build(),
                        BodyHandlers.ofString());
        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"onggi\"");
        assertThat(answer.body()).contains("\"code\":\"UNAUTHORIZED\"");
        await().untilAsserted(() -> assertThat(gateway.log()).anyMatch(line -> line.startsWith("refused status=401")));
        assertThat(gateway.log()).noneMatch(line -> line.contains("wrong") || line.contains("nobody"));
    }

    /** Clients ask without a user first, to see whether there must be one. */
    @Test
    void shouldLogAWrongPasswordAndNoQuestionWithoutOne(@TempDir Path other) throws Exception {
        // Given
        try (var fresh = new TestGateway(registry.uri(), other, Map.of())) {
            var http = fresh.http();
            var question = HttpRequest.newBuilder(fresh.uri().resolve("/v2/"));
            // When
            int first = http.send(question.build(), BodyHandlers.discarding()).statusCode();
            int second = http.send(question.build(), BodyHandlers.discarding()).statusCode();
            // Then
            assertThat(List.of(first, second)).containsOnly(401);
            assertThat(fresh.log()).noneMatch(line -> line.startsWith("refused"));

            // When
            question.header("Authorization", TestGateway.basic("push", "wrong"));
            http.send(question.build(), BodyHandlers.discarding());
            // Then
            assertThat(fresh.log())
                    .filteredOn(line -> line.startsWith("refused"))
                    .containsExactly("refused status=401 user=- method=GET path=/v2/");
        }
    }

    @Test
    void shouldAskForAUserWhereThereIsNone() throws Exception {
        // When
        var base = get("/v2/");
        var health = get("/onggi/v1/health");
        var probe = get("/");
        // Then
        assertThat(base.statusCode()).isEqualTo(401);
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(probe.statusCode()).isEqualTo(200);
    }

    @Test
    void shouldTakeABlobOverFromARepositoryThatTheUserMayOnlyPull() throws Exception {
        // Given
        var layer = Digest.of("layer");
        // When
        var mount = gateway.http()
                .send(
                        request("team-b", "/v2/team-b/other/blobs/uploads/?mount=" + layer + "&from=seed/app")
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding());
        // Then
        assertThat(mount.statusCode()).isEqualTo(201);
        assertThat(gateway.client("pull").hasBlob("team-b/other", layer)).isTrue();
    }

    @Test
    void shouldServeAHundredPushesAtOnce() throws Exception {
        // Given
        var client = gateway.client("push");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            var pushes = IntStream.range(0, 100)
                    .mapToObj(
                            i -> threads.submit(() -> client.push("many/app" + i % 10, "v" + i, "common", "layer" + i)))
                    .toList();
            // Then
            for (var push : pushes) {
                assertThat(push.get()).isNotNull();
            }
        }
        gateway.client("pull").pull("many/app7", "v97");
    }

    @Test
    void shouldRefuseAManifestThatIsTooLong() {
        // Given
        var manifest = "{\"x\":\"" + "y".repeat(4 << 20) + "\"}";
        // Then
        assertThatThrownBy(() -> gateway.client("push")
                        .manifest("long/app", "v1", manifest, "application/vnd.oci.image.manifest.v1+json"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("413");
    }

    @Test
    void shouldLetAnUploadThatRunsEndWhenItIsStopped(@TempDir Path other) throws Exception {
        // Given
        var stopped = new TestGateway(registry.uri(), other, Map.of());
        var http = stopped.http();
        var start = http.send(
                HttpRequest.newBuilder(stopped.uri().resolve("/v2/slow/app/blobs/uploads/"))
                        .header("Authorization", TestGateway.basic("push", "secret"))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
        var slow = new SlowBody();
        var upload = http.sendAsync(
                HttpRequest.newBuilder(stopped.uri()
                                .resolve(start.headers().firstValue("Location").orElseThrow()))
                        .header("Authorization", TestGateway.basic("push", "secret"))
                        .method("PATCH", BodyPublishers.ofInputStream(() -> slow))
                        .build(),
                BodyHandlers.discarding());
        await().until(slow::begun);
        // When
        var closing = Thread.startVirtualThread(stopped::close);
        await().atMost(Duration.ofSeconds(5)).until(() -> status(stopped) == 503);
        slow.finish();
        // Then
        assertThat(upload.get().statusCode()).isEqualTo(202);
        assertThat(closing.join(Duration.ofSeconds(8))).isTrue();
    }

    private static int status(TestGateway asked) throws Exception {
        return asked.http()
                .send(HttpRequest.newBuilder(asked.uri().resolve("/v2/")).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return gateway.http()
                .send(HttpRequest.newBuilder(gateway.uri().resolve(path)).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String user, String path) {
        return HttpRequest.newBuilder(URI.create(gateway.uri() + path))
                .header("Authorization", TestGateway.basic(user, "secret"));
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String sha256(InputStream content) throws Exception {
        var hash = MessageDigest.getInstance("SHA-256");
        try (content) {
            var piece = new byte[1 << 16];
            for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
                hash.update(piece, 0, read);
            }
        }
        return "sha256:" + HexFormat.of().formatHex(hash.digest());
    }
}
