package dev.onggi.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint as the world sees it, attacks included. */
class HookServerTest {

    private static final String SECRET = "correct horse battery staple";
    private static final String BODY = "{\"ref\": \"refs/heads/main\"}";
    private static final String REFUSAL = "there is no such webhook, or the event is not signed with its secret\n";

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final RecordingHooks hooks = new RecordingHooks().has("team-a/app", SECRET);
    private Vertx vertx;
    private HookServer server;
    private HttpClient client;
    private int port;

    private record Answer(int status, String text) {}

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        server = new HookServer(
                vertx, new HookHandler(vertx, hooks, new Questions(hooks, Duration.ofMinutes(1), executor)));
        port = server.listen(0);
        client = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        executor.shutdownNow();
    }

    @Test
    void shouldHaveTheServerAskedWhenTheEventIsSigned() throws Exception {
        // When
        var answer = post("/hooks/team-a/app", BODY, sign(SECRET, BODY));

        // Then
        assertThat(answer).isEqualTo(new Answer(202, "the git server is asked\n"));
        await().untilAsserted(() -> assertThat(hooks.asked()).containsExactly("team-a/app"));
    }

    @Test
    void shouldAskOnceMoreAtMostWhenAnEventIsReplayed() throws Exception {
        // When
        for (int time = 0; time < 20; time++) {
            post("/hooks/team-a/app", BODY, sign(SECRET, BODY));
        }

        // Then
        assertThat(hooks.asked()).containsExactly("team-a/app");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hooks/team-a/app",
                "/hooks/team-a/none",
                "/hooks/none/app",
                "/hooks/team-a/app/",
                "/hooks/team-a/../team-a/app",
                "/hooks/team-a/%61pp",
                "/hooks/",
                "/q/health",
                "/"
            })
    void shouldTellStrangersTheSameOfEverythingAfterTheSameTime(String path) throws Exception {
        // Given
        var begin = System.nanoTime();

        // When
        var answer = post(path, BODY, sign("another secret", BODY));

        // Then
        assertThat(answer).isEqualTo(new Answer(403, REFUSAL));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
        assertThat(hooks.asked()).isEmpty();
    }

    @Test
    void shouldTellStrangersTheSameWhenTheClusterDoesNotAnswer() throws Exception {
        // Given
        hooks.fail();

        // Then
        assertThat(post("/hooks/team-a/app", BODY, sign(SECRET, BODY))).isEqualTo(new Answer(403, REFUSAL));
    }

    @Test
    void shouldTakeABodyUpToItsBoundAndNoMore() throws Exception {
        // Given
        var most = "a".repeat(HookHandler.LONGEST_BODY);

        // Then
        assertThat(post("/hooks/team-a/app", most, sign(SECRET, most)).status()).isEqualTo(202);
        assertThat(post("/hooks/team-a/app", most + "a", sign(SECRET, most + "a"))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void shouldTakeNothingButAPost() throws Exception {
        // Given
        var request = HttpRequest.newBuilder(uri("/hooks/team-a/app")).build();

        // Then
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    @Test
    void shouldServeOthersAgainWhenStrangersHaveTakenAllPlacesAndSendNothing() throws Exception {
        // Given: as many events as are taken at a time, whose bodies never come
        var strangers = new ArrayList<Socket>();
        for (int stranger = 0; stranger < 8; stranger++) {
            strangers.add(stranger());
        }
        await().untilAsserted(() -> assertThat(
                        post("/hooks/team-a/app", BODY, sign(SECRET, BODY)).status())
                .isEqualTo(429));

        // When
        for (var stranger : strangers) {
            stranger.close();
        }

        // Then
        await().untilAsserted(() -> assertThat(
                        post("/hooks/team-a/app", BODY, sign(SECRET, BODY)).status())
                .isEqualTo(202));
    }

    @Test
    void shouldHangUpWhenNothingComes() throws Exception {
        // Given
        try (var stranger = stranger()) {
            stranger.setSoTimeout(20_000);

            // Then
            assertThat(stranger.getInputStream().read()).isEqualTo(-1);
        }
    }

    private Socket stranger() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write("POST /hooks/team-a/app HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private Answer post(String path, String body, String signature) throws Exception {
        var request = HttpRequest.newBuilder(uri(path))
                .header("X-Hub-Signature-256", signature)
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static String sign(String secret, String body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
