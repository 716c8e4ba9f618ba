package dev.onggi.operator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.onggi.operator.gateway.api.CollectionReport;
import dev.onggi.operator.gateway.api.CollectionRequest;
import dev.onggi.operator.gateway.api.StorageUsage;
import dev.onggi.operator.registry.GatewayClient.CollectionStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpGatewayClientTest {

    private static final CollectionRequest REQUEST =
            new CollectionRequest("Schedule.1", true, 10, 86_400, List.of("sha256:1"), List.of("team-a/app:1"));

    private final GatewayClient client = new HttpGatewayClient();
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private RegistryEndpoint endpoint;
    private int status = 200;
    private String answer = "{}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add("%s %s %s"
                    .formatted(exchange.getRequestMethod(), exchange.getRequestURI(), body)
                    .strip());
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        endpoint = new RegistryEndpoint(
                "127.0.0.1:" + server.getAddress().getPort(),
                "",
                Optional.of(new RegistryEndpoint.User("admin", "secret")),
                true);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldTellHowFullTheRegistryIs() {
        // Given
        answer = """
                {"size":100,"used":42,"held":40,"repositories":2,"tags":3}""";

        // When / Then
        assertThat(client.storage(endpoint)).isEqualTo(new StorageUsage(100L, 42, 40, 2, 3));
        assertThat(requests).containsExactly("GET /onggi/v1/storage");
    }

    @Test
    void shouldSendEverythingThatIsInUseWhenItAsksForACollection() {
        // Given
        status = 202;

        // When / Then
        assertThat(client.collect(endpoint, REQUEST)).isEqualTo(CollectionStart.ACCEPTED);
        assertThat(requests)
                .singleElement()
                .satisfies(request -> assertThat(request)
                        .startsWith("POST /onggi/v1/collections {")
                        .contains(
                                "\"id\":\"Schedule.1\"",
                                "\"dryRun\":true",
                                "\"inUse\":[\"sha256:1\"]",
                                "\"inUseTags\":[\"team-a/app:1\"]"));
    }

    @Test
    void shouldBeBusyWhenAnotherCollectionRuns() {
        // Given
        status = 409;

        // When / Then
        assertThat(client.collect(endpoint, REQUEST)).isEqualTo(CollectionStart.BUSY);
    }

    @Test
    void shouldKnowNoLastCollectionWhenTheGatewayWasRestarted() {
        // Given
        status = 404;

        // When / Then
        assertThat(client.lastCollection(endpoint)).isEmpty();
    }

    @Test
    void shouldReadTheLastCollectionWhenThereIsOne() {
        // Given
        answer = """
                {"id":"Schedule.1","state":"Succeeded","startTime":"2026-03-01T03:00:00Z","freedBytes":7}""";

        // When / Then
        assertThat(client.lastCollection(endpoint)).hasValueSatisfying(report -> {
            assertThat(report.state()).isEqualTo(CollectionReport.State.Succeeded);
            assertThat(report.freedBytes()).isEqualTo(7);
        });
    }

    @Test
    void shouldAskForImagesWithTheTextEncoded() {
        // Given
        answer = """
                [{"repository":"team-a/app","tag":"1","digest":"sha256:1","size":5}]""";

        // When / Then
        assertThat(client.images(endpoint, "app & co", 50))
                .singleElement()
                .satisfies(image -> assertThat(image.layers()).isEmpty());
        assertThat(requests).containsExactly("GET /onggi/v1/images?limit=50&search=app+%26+co");
    }

    @Test
    void shouldSayWhatItCouldNotDoWhenItIsRefused() {
        // Given
        status = 403;
        answer = """
                {"errors":[{"code":"DENIED","message":"only admin may"}]}""";

        // When / Then
        assertThatThrownBy(() -> client.storage(endpoint))
                .isInstanceOfSatisfying(
                        RegistryException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(RegistryException.Kind.UNAUTHORIZED))
                .hasMessageContaining("could not ask how full the registry is: the registry answered 403 DENIED");
    }

    @Test
    void shouldNotRepeatTheAnswerWhenItIsNoJson() {
        // Given
        answer = "<html>";

        // When / Then
        assertThatThrownBy(() -> client.storage(endpoint))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("the answer cannot be read");
    }
}
