package dev.onggi.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.gateway.SilentServer.Kind;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An upstream that does not answer and does not refuse either, as behind a firewall that drops what is sent to it. Real
 * registries, which would wait for it longer than anybody who asks them.
 */
class UpstreamSilentIT {

    @TempDir
    private Path work;

    private int address;
    private Distribution registry;
    private Digest kept;
    private Digest other;

    @BeforeEach
    void keepOneOfTwo() throws Exception {
        registry = Distribution.on(directory("main/data"), directory("main"));
        address = ProgramRun.freePort();
        try (var upstream = upstream()) {
            var author = new ImageClient(upstream.uri());
            kept = author.push("team/kept", "v1", "kept");
            other = author.push("team/other", "v1", "other");
            try (var through = through();
                    var gateway = gateway(through)) {
                new UpstreamReader(gateway).pull("team/kept", "v1");
            }
        }
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldServeWhatItKeptWhileTheUpstreamDoesNotAnswerAndTheRestWhenItIsBack(Kind kind) throws Exception {
        // When
        try (var through = through();
                var gateway = gateway(through)) {
            var reader = new UpstreamReader(gateway);
            try (var _ = SilentServer.on(address, kind)) {

                // Then
                assertThat(together(
                                20, () -> reader.get("team/kept/manifests/v1").statusCode()))
                        .containsOnly(200);
                reader.pull("team/kept", "v1");
                reader.pull("team/kept", kept.value());
                assertThat(List.of(
                                reader.get("team/other/manifests/v1"),
                                reader.get("team/other/manifests/" + other),
                                reader.get("team/other/blobs/" + Digest.of("other"))))
                        .allSatisfy(answer -> {
                            assertThat(answer.statusCode()).isEqualTo(503);
                            assertThat(answer.body()).contains("not kept of the upstream registry", "kubectl logs");
                        });
                reader.pull("team/kept", "v1");
            }

            // When
            try (var _ = upstream()) {
                // Then: without a start of its own
                await().atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .untilAsserted(() -> reader.pull("team/other", "v1"));
                reader.pull("team/kept", "v1");
                assertThat(through.alive()).isTrue();
            }
        }
    }

    private static <T> List<T> together(int times, Callable<T> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = threads.invokeAll(
                    IntStream.range(0, times).mapToObj(_ -> work).toList());
            return running.stream().map(answer -> answer.resultNow()).toList();
        }
    }

    private Distribution upstream() throws IOException {
        return Distribution.on(directory("upstream/data"), address, directory("upstream"));
    }

    private PullingThrough through() throws IOException {
        return PullingThrough.of(URI.create("http://127.0.0.1:" + address), directory("secret"), directory("through"));
    }

    private TestGateway gateway(PullingThrough through) throws Exception {
        return new TestGateway(
                registry.uri(),
                directory("gateway"),
                Map.of(
                        "UPSTREAMS",
                        "docker.io=" + through.port(),
                        "STORAGE",
                        through.data().toString(),
                        "PATIENCE",
                        "3"));
    }

    private Path directory(String name) throws IOException {
        return Files.createDirectories(work.resolve(name));
    }
}
