package dev.onggi.operator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry that wants a token, and the service that gives it. */
class TokenAuthenticationTest {

    private static final RegistryEndpoint.User USER = new RegistryEndpoint.User("robot", "secret");
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("robot:secret".getBytes(StandardCharsets.UTF_8));

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile String document = "{\"access_token\":\"a-token\"}";
    private volatile int tokenStatus = 200;
    private volatile String realm;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v2/", this::registry);
        server.createContext("/token", this::token);
        server.start();
        realm = "http://" + address() + "/token";
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldFetchATokenForTheScopeWhenTheRegistryWantsOne() {
        // When
        HttpRegistryClient.withTokens().ping(endpoint(USER, true));

        // Then
        assertThat(requests)
                .containsExactly(
                        "GET /v2/ " + BASIC,
                        "GET /token?service=registry.test&scope=repository%3Ashops%2Fapp%3Apull%2Cpush " + BASIC,
                        "GET /v2/ Bearer a-token");
    }

    @Test
    void shouldSendNoPasswordElsewhereWhenTokensAreNotAskedFor() {
        // Then: the operator's own registries never want one, and whoever says so in their place gets nothing
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> new HttpRegistryClient().ping(endpoint(USER, true)))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(RegistryException.Kind.UNAUTHORIZED));
        assertThat(requests).containsExactly("GET /v2/ " + BASIC);
    }

    @Test
    void shouldSaySoWhenTheServiceDoesNotAcceptTheUser() {
        // Given
        tokenStatus = 401;

        // Then
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> HttpRegistryClient.withTokens().ping(endpoint(USER, true)))
                .withMessage("the token service 127.0.0.1 does not accept the user or the password (401)")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(RegistryException.Kind.UNAUTHORIZED));
    }

    @Test
    void shouldSaySoWhenTheServiceGivesNoToken() {
        // Given
        document = "{}";

        // Then
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> HttpRegistryClient.withTokens().ping(endpoint(USER, true)))
                .withMessage("the token service 127.0.0.1 gave no token");
    }

    @Test
    void shouldNotReadAChallengeWithoutARealm() {
        // Given
        realm = "";

        // Then
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> HttpRegistryClient.withTokens().ping(endpoint(USER, true)))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(RegistryException.Kind.UNAUTHORIZED));
        assertThat(requests).hasSize(1);
    }

    private void registry(HttpExchange exchange) throws IOException {
        note(exchange);
        if ("Bearer a-token".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 200, "{}");
            return;
        }
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"other\"");
        exchange.getResponseHeaders()
                .add(
                        "WWW-Authenticate",
                        "Bearer realm=\"%s\",service=\"registry.test\",scope=\"repository:shops/app:pull,push\""
                                .formatted(realm));
        answer(exchange, 401, "{}");
    }

    private void token(HttpExchange exchange) throws IOException {
        note(exchange);
        answer(exchange, tokenStatus, document);
    }

    private void note(HttpExchange exchange) {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private RegistryEndpoint endpoint(RegistryEndpoint.User user, boolean plainHttp) {
        return new RegistryEndpoint(address(), "", Optional.of(user), plainHttp);
    }

    private String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }
}
