package dev.onggi.operator.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

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

/** How much of a wish for a collection is read, byte for byte; no registry is needed behind the gateway for that. */
class GatewayBodyLimitIT {

    private static final int LIMIT = 4 << 20;
    private static final int CHUNK = 64 << 10;
    /** A gateway that let a client hang would make a test fail by this. */
    private static final int PATIENCE_MILLIS = 20_000;

    private static final String HEAD = "POST /onggi/v1/collections HTTP/1.1\r\nHost: x\r\n";
    private static final String REFUSED = "the body has more than 4194304 bytes";

    @TempDir
    static Path work;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = RunningGateway.start(
                GatewaySettings.of(Map.of(
                        "ONGGI_GATEWAY_LISTEN",
                        "0",
                        "ONGGI_GATEWAY_REGISTRY",
                        "http://127.0.0.1:" + ProgramRun.freePort(),
                        "ONGGI_GATEWAY_STORAGE",
                        Files.createDirectory(work.resolve("data")).toString())),
                _ -> {});
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void shouldTakeABodyOfTheLimit() throws IOException {
        // Given
        var wish = "{\"id\":\"one\",\"dryRun\":true,\"keepTags\":1,\"untaggedAfterSeconds\":1}";
        try (var socket = connect()) {
            // When
            send(socket, HEAD + "Content-Length: " + LIMIT + "\r\n\r\n");
            send(socket, wish + " ".repeat(LIMIT - wish.length()));

            // Then
            assertThat(answer(socket)).startsWith("HTTP/1.1 202 ");
        }
    }

    @Test
    void shouldRefuseAByteMoreAndAnswerTheNextRequestOfTheConnection() throws IOException {
        // Given
        try (var socket = connect()) {
            // When
            send(socket, HEAD + "Content-Length: " + (LIMIT + 1) + "\r\n\r\n" + " ".repeat(LIMIT + 1));
            var refusal = answer(socket);
            send(socket, "GET /onggi/v1/storage HTTP/1.1\r\nHost: x\r\n\r\n");

            // Then
            assertThat(refusal).startsWith("HTTP/1.1 413 ").contains(REFUSED);
            assertThat(answer(socket)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void shouldRefuseAChunkedBodyThatIsTooLongAndAnswerTheNextRequestOfTheConnection() throws IOException {
        // Given
        try (var socket = connect()) {
            // When
            send(socket, HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            tooMuchInChunks(socket);
            send(socket, "0\r\n\r\n");
            var refusal = answer(socket);
            send(socket, "GET /onggi/v1/storage HTTP/1.1\r\nHost: x\r\n\r\n");

            // Then
            assertThat(refusal).startsWith("HTTP/1.1 413 ").contains(REFUSED);
            assertThat(answer(socket)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void shouldRefuseAtOnceAndCloseTheConnectionWhenTheRestDoesNotCome() throws IOException {
        // Given
        try (var sized = connect();
                var chunked = connect()) {
            // When
            send(sized, HEAD + "Content-Length: " + (1L << 40) + "\r\n\r\n" + " ".repeat(LIMIT + 1));
            send(chunked, HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            tooMuchInChunks(chunked);

            // Then
            assertThat(answer(sized)).startsWith("HTTP/1.1 413 ").contains(REFUSED);
            assertThat(answer(chunked)).startsWith("HTTP/1.1 413 ").contains(REFUSED);
            assertThat(sized.getInputStream().read())
                    .as("end of the connection")
                    .isEqualTo(-1);
            assertThat(chunked.getInputStream().read())
                    .as("end of the connection")
                    .isEqualTo(-1);
        }
    }

    private static void tooMuchInChunks(Socket socket) throws IOException {
        var chunk = Integer.toHexString(CHUNK) + "\r\n" + " ".repeat(CHUNK) + "\r\n";
        for (int sent = 0; sent <= LIMIT; sent += CHUNK) {
            send(socket, chunk);
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

    /** The next answer, with its body. */
    private static String answer(Socket socket) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as("after %s", head).isNotNegative();
            head.append((char) next);
        }
        var length = head.toString()
                .lines()
                .filter(line -> line.startsWith("content-length: "))
                .mapToInt(line -> Integer.parseInt(line.substring("content-length: ".length())))
                .findFirst();
        return head + new String(socket.getInputStream().readNBytes(length.orElse(0)), ISO_8859_1);
    }
}
