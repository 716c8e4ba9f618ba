package dev.onggi.operator.nodeproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as a process of its own, with no class path but the application's classes. */
class NodeProxyTest {

    @TempDir
    Path directory;

    @Test
    void shouldServeWithTheSmallestJvmAndEndAtOnceWhenItIsTerminated() throws Exception {
        // Given
        var ca = TlsRegistry.authority();
        Files.writeString(directory.resolve("ca.crt"), ca.certificatePem());
        try (var registry = TlsRegistry.start(ca, 0)) {
            int port = freePort();
            var proxy = start(port, registry.address().getPort());

            // When, Then
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(ask(port)).contains(TlsRegistry.ANSWER));
            proxy.destroy();
            assertThat(proxy.waitFor(2, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldEndWithTheCauseWhenThePortIsTaken() throws Exception {
        // Given
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {

            // When
            var proxy = start(taken.getLocalPort(), 1);

            // Then
            assertThat(proxy.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(proxy.exitValue()).isNotZero();
            assertThat(directory.resolve("proxy.log"))
                    .content()
                    .contains("cannot listen on 127.0.0.1:%d of this node".formatted(taken.getLocalPort()))
                    .contains("give spec.access.nodes.port another value");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 10.0.0.1:5000, ONGGI_PROXY_PORT is not set",
        "70000, 10.0.0.1:5000, ONGGI_PROXY_PORT has no port",
        "20000, 10.0.0.1, ONGGI_PROXY_REGISTRY must be",
        "20000, 10.0.0.1:x, ONGGI_PROXY_REGISTRY has no port"
    })
    void shouldNameTheVariableWhenItCannotBeUsed(String port, String registry, String message) {
        // Given
        var environment = Map.of("ONGGI_PROXY_PORT", port, "ONGGI_PROXY_REGISTRY", registry);

        // When, Then
        assertThatThrownBy(() -> Settings.of(environment)).hasMessageStartingWith(message);
    }

    @Test
    void shouldTakeAnAddressOfIpVersion6() {
        // When
        var settings =
                Settings.of(Map.of("ONGGI_PROXY_PORT", "20000", "ONGGI_PROXY_REGISTRY", "[fd00:10:43::15]:5000"));

        // Then
        assertThat(settings.registry().getAddress().getHostAddress()).isEqualTo("fd00:10:43:0:0:0:0:15");
        assertThat(settings.authority()).isEmpty();
    }

    private Process start(int port, int registry) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--limit-modules=java.base",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx16m",
                        "-cp",
                        Path.of("target", "classes").toAbsolutePath().toString(),
                        NodeProxy.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("proxy.log").toFile());
        builder.environment().put("ONGGI_PROXY_PORT", "" + port);
        builder.environment().put("ONGGI_PROXY_REGISTRY", "127.0.0.1:" + registry);
        builder.environment().put("ONGGI_PROXY_CA", directory.resolve("ca.crt").toString());
        return builder.start();
    }

    private static String ask(int port) throws IOException {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.getOutputStream()
                    .write("GET /v2/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
