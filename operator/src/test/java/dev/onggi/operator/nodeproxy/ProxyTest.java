package dev.onggi.operator.nodeproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.localregistry.certificate.CertifiedKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyTest {

    private static final int CONNECTIONS = 4;

    @TempDir
    Path directory;

    private final List<String> log = new CopyOnWriteArrayList<>();
    private CertifiedKey ca;
    private TlsRegistry registry;
    private ServerSocket listener;

    @BeforeEach
    void setUp() throws IOException, GeneralSecurityException {
        ca = TlsRegistry.authority();
        registry = TlsRegistry.start(ca, 0);
        Files.writeString(authority(), ca.certificatePem());
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var upstream =
                new Upstream(registry.address(), Optional.of(new Authority(authority())), Duration.ofMillis(1500));
        var proxy = new Proxy(listener, upstream, CONNECTIONS, log::add);
        Thread.ofVirtual().start(() -> serve(proxy));
    }

    @AfterEach
    void tearDown() throws IOException {
        listener.close();
        registry.close();
    }

    @Test
    void shouldAddTlsWhenTheClientSpeaksPlainHttp() throws Exception {
        // When
        var response = get();

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(TlsRegistry.ANSWER);
    }

    @Test
    void shouldLeadToTheRegistryItselfWhenTheClientSpeaksTls() throws Exception {
        // Given
        var sockets = new Authority(authority()).sockets();

        // When
        try (var plain = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
                var secured = (SSLSocket) sockets.createSocket(plain, "127.0.0.1", plain.getPort(), true)) {
            secured.startHandshake();

            // Then
            assertThat(secured.getSession().getPeerPrincipal().getName()).isEqualTo("CN=registry.test");
        }
    }

    @Test
    void shouldGoOnWhenTheRegistryWasReplaced() throws Exception {
        // Given
        int port = registry.address().getPort();
        get();
        registry.close();

        // When: it is asked while the registry is away for a moment
        var response = CompletableFuture.supplyAsync(this::getUnchecked);
        await().pollDelay(Duration.ofMillis(300)).until(() -> !response.isDone());
        registry = TlsRegistry.start(ca, port);

        // Then
        assertThat(response.get().statusCode()).isEqualTo(200);
    }

    @Test
    void shouldSayWhatIsWrongOnceWhenTheRegistryStaysAway() throws Exception {
        // Given
        int port = registry.address().getPort();
        registry.close();

        // When
        var first = get();
        get();
        registry = TlsRegistry.start(ca, port);
        var last = get();

        // Then
        assertThat(first.statusCode()).isEqualTo(502);
        assertThat(first.body())
                .contains("onggi's loopback proxy: the registry at 127.0.0.1:" + port + " cannot be reached");
        assertThat(last.statusCode()).isEqualTo(200);
        assertThat(log).hasSize(2).last().isEqualTo("in order again");
    }

    @Test
    void shouldRefuseARegistryOfAnotherAuthorityUntilItsOwnIsThere() throws Exception {
        // Given
        int port = registry.address().getPort();
        var other = TlsRegistry.authority();
        registry.close();
        registry = TlsRegistry.start(other, port);

        // When
        var before = get();
        Files.writeString(authority(), ca.certificatePem() + other.certificatePem());
        var after = get();

        // Then
        assertThat(before.statusCode()).isEqualTo(502);
        assertThat(after.statusCode()).isEqualTo(200);
    }

    @Test
    void shouldTakeNoMoreConnectionsThanItHasRoomForAndGoOnWhenOneEnds() throws Exception {
        // Given
        var idle = new CopyOnWriteArrayList<Socket>();
        for (int i = 0; i < CONNECTIONS; i++) {
            idle.add(new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort()));
        }

        // When
        var waiting = CompletableFuture.supplyAsync(this::getUnchecked);

        // Then
        await().during(Duration.ofMillis(500)).until(() -> !waiting.isDone());
        idle.getFirst().close();
        assertThat(waiting.get().statusCode()).isEqualTo(200);
        for (var socket : idle) {
            socket.close();
        }
    }

    @Test
    void shouldForwardAsItIsWhenTheRegistryHasNoTls() throws Exception {
        // Given
        try (var plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var upstream = new Upstream(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), plain.getLocalPort()),
                    Optional.empty(),
                    Duration.ofSeconds(1));

            // When
            try (var socket = upstream.open();
                    var accepted = plain.accept()) {
                socket.getOutputStream().write('x');

                // Then
                assertThat(accepted.getInputStream().read()).isEqualTo('x');
            }
        }
    }

    private Path authority() {
        return directory.resolve("ca.crt");
    }

    private HttpResponse<String> getUnchecked() {
        try {
            return get();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get() throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:%d/v2/".formatted(listener.getLocalPort()));
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    private static void serve(Proxy proxy) {
        try {
            proxy.serve();
        } catch (IOException e) {
            // the listener was closed: the test is over
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
