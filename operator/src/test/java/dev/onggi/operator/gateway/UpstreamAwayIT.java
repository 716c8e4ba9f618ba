package dev.onggi.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An upstream that is away when the registry starts, and comes back: with real registries on both sides. */
class UpstreamAwayIT {

    @TempDir
    private Path work;

    private Distribution registry;

    @BeforeEach
    void start() throws IOException {
        registry = Distribution.on(directory("main/data"), directory("main"));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    /** Whether the upstream asks for a user. */
    enum Upstream {
        OPEN(Optional.empty()),
        WITH_USER(Optional.of("robot"));

        private final Optional<String> user;

        Upstream(Optional<String> user) {
            this.user = user;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldServeWhatItKeptWhileTheUpstreamIsAwayAndTheRestWhenItIsBack(Upstream kind) throws Exception {
        // Given: of three images of an upstream, one was pulled through
        var secret = directory("secret");
        var address = ProgramRun.freePort();
        Digest kept;
        Digest other;
        try (var upstream = upstream(kind, address)) {
            var author = author(upstream, kind);
            kept = author.push("team/kept", "v1", "kept");
            other = author.push("team/other", "v1", "other");
            Files.writeString(secret.resolve("username"), kind.user.orElse(""));
            Files.writeString(secret.resolve("password"), kind.user.isPresent() ? Distribution.PASSWORD : "");
            try (var through = PullingThrough.of(upstream.uri(), secret, directory("through"));
                    var gateway = gateway(through)) {
                new UpstreamReader(gateway).pull("team/kept", "v1");
            }
        }

        // When: it starts while the upstream is away
        try (var through = PullingThrough.of(URI.create("http://127.0.0.1:" + address), secret, directory("through"));
                var gateway = gateway(through)) {
            // Then
            var reader = new UpstreamReader(gateway);
            reader.pull("team/kept", "v1");
            reader.pull("team/kept", kept.value());
            var byTag = reader.get("team/other/manifests/v1");
            assertThat(byTag.statusCode()).isEqualTo(404);
            assertThat(byTag.body()).contains("MANIFEST_UNKNOWN");
            assertThat(List.of(
                            reader.get("team/other/manifests/" + other),
                            reader.get("team/other/blobs/" + Digest.of("other"))))
                    .allSatisfy(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(503);
                        assertThat(answer.body())
                                .contains("not kept of the upstream registry", "kubectl logs")
                                .doesNotContain("127.0.0.1");
                    });

            // When
            try (var _ = upstream(kind, address)) {
                // Then: without a start of its own
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(
                                        reader.get("team/other/manifests/v1").statusCode())
                                .isEqualTo(200));
                reader.pull("team/other", "v1");
                assertThat(through.alive()).isTrue();
            }
        }
    }

    private Distribution upstream(Upstream kind, int port) throws IOException {
        var data = directory("upstream/data");
        return kind.user.isPresent()
                ? Distribution.withUser(kind.user.get(), data, port, directory("upstream"))
                : Distribution.on(data, port, directory("upstream"));
    }

    private static ImageClient author(Distribution upstream, Upstream kind) {
        return new ImageClient(
                upstream.uri(),
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                kind.user.map(user -> TestGateway.basic(user, Distribution.PASSWORD)));
    }

    private TestGateway gateway(PullingThrough through) throws Exception {
        return new TestGateway(
                registry.uri(), directory("gateway"), Map.of("UPSTREAMS", "docker.io=" + through.port()));
    }

    private Path directory(String name) throws IOException {
        return Files.createDirectories(work.resolve(name));
    }
}
