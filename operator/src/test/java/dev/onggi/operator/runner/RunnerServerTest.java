package dev.onggi.operator.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onggi.operator.builder.api.BuildOrder;
import dev.onggi.operator.builder.api.BuildReports;
import dev.onggi.operator.builder.api.BuilderApi;
import dev.onggi.operator.builder.api.MutualTls;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.localregistry.certificate.CertifiedKey;
import dev.onggi.operator.localregistry.certificate.ServerNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerServerTest {

    private static final String ID = "hello-1-uidhello";

    private final CertificateIssuer issuer = new CertificateIssuer(Clock.systemUTC(), new SecureRandom());
    private final CertifiedKey ca = issuer.ca();
    private final CertifiedKey operator = issuer.client(ca, BuilderApi.OPERATOR);

    @TempDir
    private Path root;

    private RunnerServer server;

    @BeforeEach
    void givenTheBuilderOfTeamA() throws IOException, GeneralSecurityException {
        var leaf = issuer.leaf(ca, new ServerNames(List.of(BuilderApi.builder("team-a")), List.of()));
        Files.writeString(root.resolve("tls.crt"), leaf.certificatePem());
        Files.writeString(root.resolve("tls.key"), leaf.privateKeyPem());
        Files.writeString(root.resolve("ca.crt"), ca.certificatePem());
        var builds = new Builds(
                new BuildFiles(root.resolve("builds"), root.resolve("sources")),
                new FakeScripts(),
                new FakeScripts(),
                1,
                Samples.CLOCK);
        server = new RunnerServer(
                builds, new RunnerTls(root).context(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void shouldTakeTellAndForgetABuildWhenTheOperatorAsks() throws Exception {
        // Given
        try (var client = client(tls(operator, ca, "team-a"))) {
            // When
            var taken = put(client, Orders.ofFiles(1), ID);
            var told = get(client);
            var forgotten = client.send(request("/builds/" + ID).DELETE().build(), BodyHandlers.ofByteArray());

            // Then
            assertThat(taken.statusCode()).isEqualTo(200);
            assertThat(told.ids()).containsExactly(ID);
            assertThat(forgotten.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldRefuseAnOrderWhenItIsThatOfAnotherBuild() throws Exception {
        try (var client = client(tls(operator, ca, "team-a"))) {
            assertThat(put(client, Orders.ofFiles(2), ID).statusCode()).isEqualTo(400);
            assertThat(get(client).ids()).isEmpty();
        }
    }

    /** Whoever may read Secrets of a namespace has the key of a registry's certificate, which is of the same CA. */
    @Test
    void shouldRefuseAConnectionWhenTheCertificateIsThatOfAServer() throws Exception {
        // Given
        var registry = issuer.leaf(ca, new ServerNames(List.of(BuilderApi.OPERATOR), List.of()));

        // Then
        shouldBeRefused(tls(registry, ca, "team-a"));
    }

    @Test
    void shouldRefuseAConnectionWhenTheCertificateHasAnotherName() throws Exception {
        shouldBeRefused(tls(issuer.client(ca, "somebody.onggi.internal"), ca, "team-a"));
    }

    @Test
    void shouldRefuseAConnectionWhenTheCertificateIsOfAnotherCa() throws Exception {
        shouldBeRefused(tls(issuer.client(issuer.ca(), BuilderApi.OPERATOR), ca, "team-a"));
    }

    @Test
    void shouldBeRefusedByTheOperatorWhenItIsTheBuilderOfAnotherNamespace() throws Exception {
        shouldBeRefused(tls(operator, ca, "team-b"));
    }

    private void shouldBeRefused(SSLContext tls) {
        try (var client = client(tls)) {
            assertThatThrownBy(() -> get(client)).isInstanceOf(IOException.class);
        }
    }

    private static SSLContext tls(CertifiedKey own, CertifiedKey ca, String namespace) throws GeneralSecurityException {
        return MutualTls.context(
                own.certificate(), own.privateKey(), List.of(ca.certificate()), BuilderApi.builder(namespace));
    }

    private static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    private BuildReports get(HttpClient client) throws IOException, InterruptedException {
        var response = client.send(request("/builds?after=-1").build(), BodyHandlers.ofByteArray());
        return BuilderApi.read(response.body(), BuildReports.class);
    }

    private HttpResponse<byte[]> put(HttpClient client, BuildOrder order, String id)
            throws IOException, InterruptedException {
        var body = BodyPublishers.ofByteArray(BuilderApi.write(order));
        return client.send(request("/builds/" + id).PUT(body).build(), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("https://127.0.0.1:%d%s".formatted(server.address().getPort(), path)));
    }
}
