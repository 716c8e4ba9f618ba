package dev.onggi.operator.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client may send that is not quite HTTP, byte for byte, over plain HTTP. */
class GatewayProtocolIT {

    private static final int PATIENCE_MILLIS = 20_000;

    @TempDir
    static Path work;

    private static Distribution registry;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        registry = Distribution.on(Files.createDirectories(work.resolve("data")), work);
        new ImageClient(registry.uri()).push("team-a/app", "v1", "layer");
        gateway = RunningGateway.start(
                GatewaySettings.of(Map.of(
                        "ONGGI_GATEWAY_LISTEN",
                        "0",
                        "ONGGI_GATEWAY_REGISTRY",
                        registry.uri().toString())),
                _ -> {});
    }

    @AfterAll
    static void stop() {
        gateway.close();
        registry.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /v2/ HTTP/1.1,                                         '',  200",
        "GET http://elsewhere/v2/team-a/app/tags/list HTTP/1.1,     '',  200",
        "GET /v2/ HTTP/1.0,                                         '',  505",
        "GET /v2/../v2/ HTTP/1.1,                                   '',  404",
        "GET /v2//team-a/app/tags/list HTTP/1.1,                    '',  404",
        "OPTIONS * HTTP/1.1,                                        '',  404",
        "CONNECT 127.0.0.1:22 HTTP/1.1,                             '',  404",
        "TRACE /v2/ HTTP/1.1,                                       '',  405",
        "GET /v2/ HTTP/1.1,  'Connection: Upgrade|Upgrade: websocket', 400",
        "GET /v2/ HTTP/1.1,  'Connection: Upgrade, HTTP2-Settings|Upgrade: h2c|HTTP2-Settings: AAMAAABk', 400",
        "GET /v2/ HTTP/1.1,  'Authorization: Basic eA==|Authorization: Basic eQ==', 400",
        "POST /v2/a/blobs/uploads/ HTTP/1.1, 'Content-Length: 0|Content-Length: 5', 400",
        "POST /v2/a/blobs/uploads/ HTTP/1.1, 'Transfer-Encoding: gzip', 501",
        "POST /v2/a/blobs/uploads/ HTTP/1.1, 'Transfer-Encoding: xchunked', 501"
    })
    void shouldAnswer(String line, String headers, int status) throws IOException {
        // When
        var answer = exchange(
                line + "\r\nHost: x\r\n" + headers.replace("|", "\r\n") + (headers.isEmpty() ? "" : "\r\n") + "\r\n");
        // Then
        assertThat(answer).matches("(?s)HTTP/1[.][01] " + status + " .*");
    }

    @Test
    void shouldBoundTheRequestLineAndTheHeaders() throws IOException {
        // When
        var line = exchange("GET /v2/?n=" + "1".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        var header = exchange("GET /v2/ HTTP/1.1\r\nHost: x\r\nX: " + "1".repeat(17_000) + "\r\n\r\n");
        // Then
        assertThat(line).contains(" 414 ");
        assertThat(header).contains(" 431 ");
    }

    /** With both lengths, two servers may read two requests out of one; the second must not reach the registry. */
    @Test
    void shouldSmuggleNothingWhenThereAreTwoLengths() throws IOException {
        // Given
        var digest = Digest.of("layer");
        var hidden = "DELETE /v2/team-a/app/blobs/" + digest + " HTTP/1.1\r\nHost: x\r\n\r\n";
        // When, as a body in chunks whose end the Content-Length places elsewhere
        exchange("PATCH /v2/team-a/app/blobs/uploads/x HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(hidden.length()) + "\r\n" + hidden + "\r\n0\r\n\r\n");
        // Then
        assertThat(exchange("HEAD /v2/team-a/app/blobs/" + digest + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void shouldLeaveNoHeaderToTheRegistryThatSaysWhereItIs() throws IOException {
        // When
        var answer = exchange(String.join(
                "\r\n",
                "POST /v2/team-a/app/blobs/uploads/ HTTP/1.1",
                "Host: evil.example.com",
                "X-Forwarded-Host: evil.example.com",
                "X-Forwarded-Proto: https",
                "Forwarded: host=evil.example.com",
                "Content-Length: 0",
                "",
                ""));
        // Then
        assertThat(answer)
                .startsWith("HTTP/1.1 202 ")
                .contains("location: /v2/team-a/app/")
                .doesNotContain("evil");
    }

    /** A form in the body is what the registry would look into first. */
    @Test
    void shouldNotLetAFormStandForTheQuery() throws IOException {
        // Given
        var form = "mount=" + Digest.of("layer") + "&from=team-a/app";
        // When
        var answer = exchange("POST /v2/other/app/blobs/uploads/ HTTP/1.1\r\nHost: x\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
                + form);
        // Then
        assertThat(answer).as("an upload begins, nothing is mounted").startsWith("HTTP/1.1 202 ");
    }

    @Test
    void shouldTakeTheBodyOnlyAfterItHasSaidSo() throws IOException {
        // Given
        var type = "application/vnd.oci.image.index.v1+json";
        var index = "{\"schemaVersion\":2,\"mediaType\":\"" + type + "\",\"manifests\":[]}";
        try (var socket = connect()) {
            send(
                    socket,
                    "PUT /v2/expect/app/manifests/v1 HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n" + "Content-Type: "
                            + type + "\r\nContent-Length: " + index.length() + "\r\n\r\n");
            // When
            var first = head(socket);
            send(socket, index);
            // Then
            assertThat(first).startsWith("HTTP/1.1 100 ");
            assertThat(head(socket)).startsWith("HTTP/1.1 201 ");
        }
    }

    @Test
    void shouldAnswerTheNextRequestOfAConnectionAfterARefusal() throws IOException {
        // Given
        try (var socket = connect()) {
            // When
            send(
                    socket,
                    "POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"
                            + "HEAD /v2/ HTTP/1.1\r\nHost: x\r\n\r\n");
            var first = head(socket);
            socket.getInputStream().skipNBytes(length(first));
            // Then
            assertThat(first).startsWith("HTTP/1.1 404 ");
            assertThat(head(socket)).startsWith("HTTP/1.1 200 ");
        }
    }

    private static long length(String head) {
        return head.lines()
                .filter(line -> line.startsWith("content-length: "))
                .mapToLong(line -> Long.parseLong(line.substring("content-length: ".length())))
                .findFirst()
                .orElseThrow();
    }

    private static String exchange(String request) throws IOException {
        try (var socket = connect()) {
            send(socket, request);
            return head(socket);
        }
    }

    private static Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    /** The head of the next answer. */
    private static String head(Socket socket) throws IOException {
        var head = new StringBuilder();
        var in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
