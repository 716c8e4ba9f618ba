package dev.onggi.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.onggi.operator.registry.HttpRegistryClient;
import dev.onggi.operator.registry.RegistryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeTest {

    private static final Probe PROBE = new Probe(HttpRegistryClient.withTokens());

    @ParameterizedTest
    @CsvSource({"401, UNAUTHORIZED", "403, UNAUTHORIZED", "404, NOT_FOUND", "400, REFUSED", "503, OTHER"})
    void shouldTellTheKindWhenTheRegistryRefuses(int status, RegistryException.Kind kind) throws IOException {
        // Given: HEAD of a blob finds nothing, and the upload is refused
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("HEAD") ? 404 : status, -1);
            exchange.close();
        });
        server.start();
        try {
            // When
            var report = PROBE.run(
                    settings("127.0.0.1:" + server.getAddress().getPort(), Map.of("ONGGI_PROBE_PREFIX", "shops")));

            // Then
            assertThat(report.kind()).isEqualTo(kind);
            assertThat(report.message()).contains("shops/onggi-canary");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldTellThatNothingAnswers() {
        // When
        var report = PROBE.run(settings("127.0.0.1:1", Map.of()));

        // Then
        assertThat(report.kind()).isEqualTo(RegistryException.Kind.UNREACHABLE);
    }

    @Test
    void shouldBeReadAsItWasWritten() {
        // Given
        var report = new ProbeReport(RegistryException.Kind.CERTIFICATE, "it is \"unknown\"");

        // Then
        assertThat(ProbeReport.parse(report.json())).contains(report);
        assertThat(ProbeReport.parse(ProbeReport.pushed().json())).contains(ProbeReport.pushed());
    }

    @Test
    void shouldReadNothingWhenTheMessageIsNoReport() {
        assertThat(ProbeReport.parse("java: not found")).isEmpty();
        assertThat(ProbeReport.parse("")).isEmpty();
    }

    @Test
    void shouldTakeUserAndCaFromFiles(@TempDir Path directory) throws IOException {
        // Given
        var credentials = Files.writeString(
                directory.resolve("config.json"),
                "{\"auths\":{\"harbor.test\":{\"username\":\"robot\",\"password\":\"secret\"}}}");
        var ca = Files.writeString(directory.resolve("ca.crt"), "the CA");

        // When
        var settings = ProbeSettings.of(Map.of(
                "ONGGI_PROBE_HOST", "harbor.test",
                "ONGGI_PROBE_CREDENTIALS", credentials.toString(),
                "ONGGI_PROBE_CA", ca.toString()));

        // Then
        assertThat(settings.repository()).isEqualTo("onggi-canary");
        assertThat(settings.endpoint().caPem()).isEqualTo("the CA");
        assertThat(settings.endpoint().user())
                .hasValueSatisfying(user -> assertThat(user.name()).isEqualTo("robot"));
        assertThat(settings.endpoint().plainHttp()).isFalse();
    }

    @Test
    void shouldAskTheHostBehindDockerHubsName() {
        assertThat(ProbeSettings.of(Map.of("ONGGI_PROBE_HOST", "docker.io", "ONGGI_PROBE_PREFIX", "somebody"))
                        .endpoint()
                        .address())
                .isEqualTo("registry-1.docker.io");
    }

    private static ProbeSettings settings(String host, Map<String, String> more) {
        var environment = new HashMap<>(more);
        environment.put("ONGGI_PROBE_HOST", host);
        environment.put("ONGGI_PROBE_PLAIN_HTTP", "true");
        return ProbeSettings.of(environment);
    }
}
