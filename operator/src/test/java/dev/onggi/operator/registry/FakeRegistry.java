package dev.onggi.operator.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.localregistry.certificate.ServerNames;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A registry in memory, over TLS, with one user; it does as the distribution specification says. */
final class FakeRegistry implements AutoCloseable {

    static final RegistryEndpoint.User USER = new RegistryEndpoint.User("push", "correct");

    final List<String> requests = new CopyOnWriteArrayList<>();
    final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    final Map<String, byte[]> manifests = new ConcurrentHashMap<>();

    /** Where uploads are sent to. */
    volatile String uploadLocation = "/v2/upload/1?state=x";

    private final HttpsServer server;
    private final String caPem;

    FakeRegistry() {
        try {
            var issuer = new CertificateIssuer(Clock.systemUTC(), new SecureRandom());
            var ca = issuer.ca();
            var leaf = issuer.leaf(ca, new ServerNames(List.of("registry.test"), List.of("127.0.0.1")));
            caPem = ca.certificatePem();
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(
                    context(leaf.privateKey(), new Certificate[] {leaf.certificate(), ca.certificate()})));
            server.createContext("/", this::handle);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    RegistryEndpoint endpoint() {
        return endpoint("127.0.0.1", caPem, Optional.of(USER));
    }

    RegistryEndpoint endpoint(String host, String ca, Optional<RegistryEndpoint.User> user) {
        return new RegistryEndpoint(host + ":" + server.getAddress().getPort(), ca, user);
    }

    String caPem() {
        return caPem;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var method = exchange.getRequestMethod();
        requests.add(method + " " + exchange.getRequestURI());
        var body = exchange.getRequestBody().readAllBytes();
        var name = path.substring(path.lastIndexOf('/') + 1);
        if (!basic().equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"authentication required\"}]}");
        } else if (path.equals("/v2/")) {
            answer(exchange, 200, "{}");
        } else if (path.equals("/v2/redirect/manifests/latest")) {
            exchange.getResponseHeaders().set("Location", "https://elsewhere.test/");
            answer(exchange, 307, "");
        } else if (path.equals("/v2/huge/manifests/latest")) {
            answer(exchange, 200, " ".repeat(dev.onggi.operator.registry.HttpExchange.MAX_BODY + 1));
        } else if (method.equals("HEAD")) {
            answer(exchange, blobs.containsKey(name) ? 200 : 404, "");
        } else if (method.equals("POST")) {
            exchange.getResponseHeaders().set("Location", uploadLocation);
            answer(exchange, 202, "");
        } else if (method.equals("PUT") && path.startsWith("/v2/upload/")) {
            blobs.put(Digest.of(body).value(), body);
            answer(exchange, 201, "");
        } else if (method.equals("PUT")) {
            manifests.put(name, body);
            answer(exchange, 201, "");
        } else if (path.contains("/blobs/") && blobs.containsKey(name)) {
            answer(exchange, 200, new String(blobs.get(name), StandardCharsets.UTF_8));
        } else if (manifests.containsKey(name)) {
            exchange.getResponseHeaders().set("Content-Type", ManifestDocument.OCI_MANIFEST);
            answer(exchange, 200, new String(manifests.get(name), StandardCharsets.UTF_8));
        } else {
            answer(exchange, 404, "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\"}]}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
        if (!head && bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static String basic() {
        var pair = USER.name() + ":" + USER.password();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static SSLContext context(java.security.PrivateKey key, Certificate[] chain)
            throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", key, new char[0], chain);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
