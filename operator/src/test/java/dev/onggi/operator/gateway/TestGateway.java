package dev.onggi.operator.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.localregistry.certificate.CertifiedKey;
import dev.onggi.operator.localregistry.certificate.ServerNames;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A gateway with TLS and users, its files laid out as the kubelet lays them out. */
final class TestGateway implements AutoCloseable {

    private static final List<String> USERS =
            List.of("pull Pull ", "push Push ", "team-b Push team-b/", "admin Admin ");

    private final CertificateIssuer issuer = new CertificateIssuer(Clock.systemUTC(), new SecureRandom());
    private final CertifiedKey authority = issuer.ca();
    private final CertifiedKey nextAuthority = issuer.ca();
    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    private final Path tls;
    private final Path users;
    private final RunningGateway gateway;
    private int version;

    /**
     * Starts one.
     *
     * @param more variables of its environment, without their prefix
     */
    TestGateway(URI registry, Path work, Map<String, String> more) throws Exception {
        tls = Files.createDirectories(work.resolve("tls"));
        users = Files.createDirectories(work.resolve("users")).resolve("users.json");
        renewCertificate();
        setPassword("secret");
        var environment = new HashMap<>(Map.of(
                "ONGGI_GATEWAY_LISTEN", "0",
                "ONGGI_GATEWAY_REGISTRY", registry.toString(),
                "ONGGI_GATEWAY_TLS", tls.toString(),
                "ONGGI_GATEWAY_USERS", users.toString()));
        more.forEach((name, value) -> environment.put("ONGGI_GATEWAY_" + name, value));
        gateway = RunningGateway.start(GatewaySettings.of(environment), log::add);
    }

    URI uri() {
        return URI.create("https://localhost:" + gateway.port());
    }

    RunningGateway running() {
        return gateway;
    }

    List<String> log() {
        return List.copyOf(log);
    }

    /** A new leaf of the same authority; returns its serial number. */
    String renewCertificate() throws IOException {
        return certifiedBy(authority);
    }

    /** A certificate of another CA, which its clients trust beside the first: so a CA is replaced. */
    String changeAuthority() throws IOException {
        return certifiedBy(nextAuthority);
    }

    private String certifiedBy(CertifiedKey ca) throws IOException {
        var leaf = issuer.leaf(ca, new ServerNames(List.of("localhost"), List.of("127.0.0.1")));
        swap(leaf.certificatePem(), leaf.privateKeyPem());
        return leaf.certificate().getSerialNumber().toString();
    }

    /** A certificate with the key of another. */
    void breakCertificate() throws IOException {
        var names = new ServerNames(List.of("localhost"), List.of("127.0.0.1"));
        swap(
                issuer.leaf(authority, names).certificatePem(),
                issuer.leaf(authority, names).privateKeyPem());
    }

    private void swap(String certificate, String key) throws IOException {
        var data = Files.createDirectories(tls.resolve("..version" + version++));
        Files.writeString(data.resolve("tls.crt"), certificate);
        Files.writeString(data.resolve("tls.key"), key);
        var link = Files.createSymbolicLink(tls.resolve("..new"), data.getFileName());
        Files.move(link, tls.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** One password for all users. */
    void setPassword(String password) throws IOException {
        setUsers(USERS.stream()
                .map(user -> user.split(" ", -1))
                .map(user -> """
                        {"name":"%s","passwords":["%s"],"rights":"%s","repositories":"%s"}""".formatted(user[0], Digest.of(password).value(), user[1], user[2]))
                .collect(Collectors.joining(",", "{\"users\":[", "]}")));
    }

    void setUsers(String json) throws IOException {
        var draft = Files.writeString(users.resolveSibling("draft"), json);
        Files.move(draft, users, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * A client with connections of its own. It waits longer than the gateway does for a handshake, so that one that hangs
     * fails for what the gateway does, and one on a busy machine does not fail.
     */
    HttpClient http() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(30))
                .sslContext(trust())
                .build();
    }

    ImageClient client(String user) {
        return new ImageClient(uri(), http(), Optional.of(basic(user, "secret")));
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    SSLContext trust() {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("ca", authority.certificate());
            store.setCertificateEntry("next", nextAuthority.certificate());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        gateway.close();
    }
}
