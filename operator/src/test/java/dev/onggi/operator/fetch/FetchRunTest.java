package dev.onggi.operator.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of a web server, from its answer to what the operator is told. */
class FetchRunTest {

    private static final byte[] ARCHIVE =
            new Tar().file("Dockerfile", "FROM scratch").gzip();
    private static final String SHA256 = Digest.of(ARCHIVE).hex();

    @TempDir
    private Path directory;

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void givenAServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void shouldTellTheDigestWhenTheArchiveIsUnpacked() throws IOException {
        // Given
        serve(200, ARCHIVE);
        Files.createDirectories(directory.resolve("workspace/left-by-an-earlier-try"));

        // When
        int code = fetch(url(), SHA256);

        // Then
        assertThat(told()).isEqualTo("sha256:" + SHA256 + "\n\n\n");
        assertThat(directory.resolve("fetched")).hasContent("sha256:" + SHA256);
        assertThat(code).isZero();
        assertThat(directory.resolve("workspace/Dockerfile")).hasContent("FROM scratch");
        assertThat(directory.resolve("workspace/left-by-an-earlier-try")).doesNotExist();
        assertThat(directory.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void shouldUnpackNothingWhenTheChecksumIsAnother() throws IOException {
        // Given
        serve(200, new Tar().file("Dockerfile", "FROM evil").gzip());

        // When
        int code = fetch(url(), SHA256);

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(told())
                .startsWith("reason=ChecksumMismatch\nhttp://localhost:")
                .contains("has the SHA-256 ", "write its checksum there")
                .doesNotContain("token");
        assertThat(directory.resolve("workspace")).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "401, SourceUnauthorized, 1",
        "403, SourceUnauthorized, 1",
        "404, SourceNotFound, 1",
        "410, SourceNotFound, 1",
        "204, SourceInvalid, 1",
        "418, SourceInvalid, 1",
        "429, SourceUnreachable, 3",
        "500, SourceUnreachable, 3",
        "503, SourceUnreachable, 3"
    })
    void shouldTellReasonAndStatusWhenTheServerRefuses(int status, String reason, int times) throws IOException {
        // Given
        serve(status, new byte[0]);

        // When
        fetch(url(), SHA256);

        // Then
        assertThat(told())
                .startsWith("reason=" + reason + "\n")
                .contains("/hello.tar.gz answers with status " + status)
                .doesNotContain("token");
        assertThat(asked).hasValue(times);
    }

    @Test
    void shouldTryAgainWhenTheServerComesBack() throws IOException {
        // Given
        server.createContext("/", exchange -> {
            if (asked.incrementAndGet() < 3) {
                exchange.sendResponseHeaders(502, -1);
                exchange.close();
            } else {
                answer(exchange, 200, ARCHIVE);
            }
        });

        // Then
        assertThat(fetch(url(), SHA256)).isZero();
    }

    @Test
    void shouldBeUnreachableWhenNobodyListens() throws IOException {
        // Given
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        // When
        fetch("http://localhost:" + port + "/a.tar", SHA256);

        // Then
        assertThat(told())
                .isEqualTo(
                        "reason=SourceUnreachable\ncannot reach http://localhost:%d/a.tar: it refuses connections, or there is no way to it\n"
                                .formatted(port));
    }

    @Test
    void shouldBeUnreachableWhenTheServerStopsInTheMiddle() throws IOException {
        // Given: a body that is shorter than its announced length
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, ARCHIVE.length);
            exchange.getResponseBody().write(ARCHIVE, 0, 20);
            exchange.getResponseBody().flush();
            throw new IOException("gone");
        });

        // When
        fetch(url(), SHA256);

        // Then
        assertThat(told()).startsWith("reason=SourceUnreachable\nthe connection to http://localhost");
    }

    @Test
    void shouldRefuseByItsLengthWhenTheArchiveIsTooLarge() throws IOException {
        // Given
        serve(200, new byte[5000]);

        // When
        fetch(url(), SHA256);

        // Then
        assertThat(told())
                .startsWith("reason=SourceTooLarge\n")
                .contains("has 5000 bytes, and a source may have 4096; take files out of it");
    }

    @Test
    void shouldStopReadingWhenAnArchiveOfUnknownLengthIsTooLarge() throws IOException {
        // Given: it would never end
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(new byte[1024]);
            }
        });

        // When
        fetch(url(), SHA256);

        // Then
        assertThat(told()).startsWith("reason=SourceTooLarge\n").contains("sends more than 4096 bytes");
        assertThat(directory.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void shouldFollowARedirect() throws IOException {
        // Given
        serve(200, ARCHIVE);
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/hello.tar.gz");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });

        // Then
        assertThat(fetch("http://localhost:" + port() + "/moved", SHA256)).isZero();
    }

    @Test
    void shouldGiveUpWhenRedirectsGoInACircle() throws IOException {
        // Given
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.getResponseHeaders().add("Location", "/" + asked.get());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });

        // When
        fetch(url(), SHA256);

        // Then
        assertThat(told()).startsWith("reason=SourceInvalid\n").contains("answers with status 302");
        assertThat(asked.get()).isLessThan(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com/a.tar",
                "file:///etc/passwd",
                "https:///a.tar",
                "https://u:s3cret@example.com/a.tar",
                "https://example.com/a b.tar"
            })
    void shouldRefuseUrlsThatTheSchemaCannotTell(String url) throws IOException {
        // When
        fetch(url, SHA256);

        // Then
        assertThat(told())
                .startsWith("reason=SourceInvalid\nspec.source.archive.url is no URL")
                .doesNotContain("s3cret");
    }

    @Test
    void shouldForgeNothingWhenAnArchiveHasLinesInItsNames() throws IOException {
        // Given
        var archive = new Tar()
                .file("../x\nreason=SourceUnreachable\n\u001b[31m", "x")
                .gzip();
        serve(200, archive);

        // When
        fetch(url(), Digest.of(archive).hex());

        // Then
        assertThat(told().lines()).hasSize(2);
        assertThat(told()).startsWith("reason=SourceInvalid\n").doesNotContain("\u001b");
    }

    private void serve(int status, byte[] content) {
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            answer(exchange, status, content);
        });
    }

    private static void answer(HttpExchange exchange, int status, byte[] content) throws IOException {
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    private String url() {
        return "http://localhost:" + port() + "/hello.tar.gz?token=s3cret";
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private int fetch(String url, String sha256) throws IOException {
        Files.createDirectories(directory.resolve("scratch"));
        var places = new FetchRun.Places(
                directory.resolve("workspace"),
                directory.resolve("scratch"),
                directory.resolve("mounts"),
                directory.resolve("told"),
                directory.resolve("fetched"));
        return new FetchRun(places, new SourceLimits(4096, 1 << 20, 100), List.of(Duration.ZERO, Duration.ZERO))
                .run(List.of("archive", url, sha256));
    }

    private String told() throws IOException {
        return Files.readString(directory.resolve("told"));
    }
}
