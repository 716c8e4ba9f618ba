package dev.onggi.operator.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to a registry without TLS, which is the one of the build. */
class BaseImagesTest {

    private static final Digest KNOWN = Digest.of("known");
    private static final Digest OTHER = Digest.of("other");

    @TempDir
    private Path directory;

    private final Map<String, Digest> tags = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private String authorization;
    private HttpServer server;

    @BeforeEach
    void givenARegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        var config = directory.resolve("mounts/pull/.dockerconfigjson");
        Files.createDirectories(config.getParent());
        var pair = Base64.getEncoder().encodeToString("puller:secret".getBytes(StandardCharsets.UTF_8));
        Files.writeString(config, "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(host(), pair));
    }

    @AfterEach
    void stopRegistry() {
        server.stop(0);
    }

    @Test
    void shouldSayNothingWhenNothingHasMoved() throws IOException {
        // Given
        tags.put("/v2/team/base/manifests/1", KNOWN);

        // When
        int code = ask(host() + "/team/base:1", host() + "/team/base:1");

        // Then
        assertThat(code).isZero();
        assertThat(told()).isEmpty();
        assertThat(requests).containsExactly("HEAD /v2/team/base/manifests/1");
        assertThat(authorization).isEqualTo("Basic " + base64("puller:secret"));
    }

    @Test
    void shouldNameWhatHasMovedByItsOwnNameWhenItIsAskedForByAnother() throws IOException {
        // Given
        tags.put("/v2/upstream/busybox/manifests/stable", OTHER);

        // When
        int code = ask("docker.io/library/busybox:stable", host() + "/upstream/busybox:stable");

        // Then
        assertThat(code).isZero();
        assertThat(told()).isEqualTo("docker.io/library/busybox:stable@" + OTHER);
    }

    @Test
    void shouldTellWhatHasMovedAlthoughAnotherHasNoAnswer() throws IOException {
        // Given
        tags.put("/v2/team/base/manifests/1", OTHER);
        var none = host() + "/team/none:1";
        var base = host() + "/team/base:1";

        // When
        int code = run(none + "@" + KNOWN, none, base + "@" + KNOWN, base);

        // Then
        assertThat(code).isZero();
        assertThat(told()).isEqualTo(base + "@" + OTHER);
    }

    @Test
    void shouldSayWhyWhenThereIsNoAnswer() throws IOException {
        // When
        int code = ask(host() + "/team/none:1", host() + "/team/none:1");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(told())
                .startsWith("reason=BaseImageNotFound\nthe digest of " + host() + "/team/none:1 is not known: ");
    }

    @Test
    void shouldShowTheUserToNoOtherRegistry() throws IOException {
        // Given: the Secret names a user for it, and it is not the registry of the build
        tags.put("/v2/team/base/manifests/1", KNOWN);

        // When: as any other host it is asked by https, which it does not speak
        int code = new BaseImages(places(), List.of())
                .run(List.of(
                        "registry.example.com:5000",
                        "--plain-http",
                        host() + "/team/base:1@" + KNOWN,
                        host() + "/team/base:1"));

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(requests).isEmpty();
        assertThat(told()).startsWith("reason=RegistryUnreachable\n");
    }

    private int ask(String name, String asked) {
        return run(name + "@" + KNOWN, asked);
    }

    private int run(String... names) {
        var arguments = new ArrayList<>(List.of(host(), "--plain-http"));
        arguments.addAll(List.of(names));
        return new BaseImages(places(), List.of()).run(arguments);
    }

    private FetchRun.Places places() {
        return new FetchRun.Places(
                directory,
                directory,
                directory.resolve("mounts"),
                directory.resolve("told"),
                directory.resolve("source"));
    }

    private String told() throws IOException {
        return Files.readString(directory.resolve("told"));
    }

    private String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        authorization = exchange.getRequestHeaders().getFirst("Authorization");
        var digest = tags.get(path);
        if (digest != null) {
            exchange.getResponseHeaders().add("Docker-Content-Digest", digest.value());
        }
        exchange.sendResponseHeaders(digest == null ? 404 : 200, -1);
        exchange.close();
    }
}
