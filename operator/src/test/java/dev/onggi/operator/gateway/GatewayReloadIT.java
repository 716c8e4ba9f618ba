package dev.onggi.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and users change while the gateway serves. */
class GatewayReloadIT {

    private static final int REQUESTS = 200;

    @TempDir
    Path work;

    private Distribution registry;
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        registry = Distribution.on(Files.createDirectories(work.resolve("data")), work);
        gateway = new TestGateway(registry.uri(), work, Map.of());
        gateway.client("push").push("team-a/app", "v1", "layer");
    }

    @AfterEach
    void stop() {
        gateway.close();
        registry.close();
    }

    @Test
    void shouldTakeOverACertificateWithoutFailingARequest() throws Exception {
        // Given clients that all the while ask over connections they have, and others that open new ones
        var over = new AtomicBoolean();
        var seen = new ConcurrentSkipListSet<String>();
        var results = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                boolean fresh = i % 2 == 0;
                results.add(threads.submit(ask(fresh, over, seen)));
            }
            await().until(() -> !seen.isEmpty());
            // When
            var renewed = gateway.renewCertificate();
            await().atMost(Duration.ofSeconds(10)).until(() -> seen.contains(renewed));
            var ofAnotherAuthority = gateway.changeAuthority();
            await().atMost(Duration.ofSeconds(10)).until(() -> seen.contains(ofAnotherAuthority));
            over.set(true);
            // Then
            int answered = 0;
            for (var result : results) {
                answered += result.get();
            }
            assertThat(answered).isGreaterThanOrEqualTo(4 * REQUESTS);
            assertThat(seen).hasSize(3);
            assertThat(gateway.log()).contains("the certificate changed, the new one is in use");
        }
    }

    /** At least so many requests, and on until it is over; every one must be answered 200. */
    private Callable<Integer> ask(boolean fresh, AtomicBoolean over, ConcurrentSkipListSet<String> seen) {
        return () -> {
            var http = gateway.http();
            int count = 0;
            while (count < REQUESTS || !over.get()) {
                if (fresh) {
                    http.close();
                    http = gateway.http();
                }
                var answer = http.send(manifest("secret"), BodyHandlers.discarding());
                assertThat(answer.statusCode()).isEqualTo(200);
                seen.add(serial(answer));
                count++;
            }
            http.close();
            return count;
        };
    }

    @Test
    void shouldKeepTheCertificateWhenTheNewOneHasAnotherKey() throws Exception {
        // When
        gateway.breakCertificate();
        // Then
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(gateway.log())
                        .anyMatch(line -> line.startsWith("the new certificate cannot be used, the former stays")
                                && line.contains("is not the key of tls.crt")));
        assertThat(gateway.http()
                        .send(manifest("secret"), BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldTakeOverUsersWithoutFailingARequest() throws Exception {
        // Given
        var http = gateway.http();
        assertThat(http.send(manifest("secret"), BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
        // When
        gateway.setPassword("rotated");
        // Then
        await().atMost(Duration.ofSeconds(10))
                .until(() -> http.send(manifest("rotated"), BodyHandlers.discarding())
                                .statusCode()
                        == 200);
        assertThat(http.send(manifest("secret"), BodyHandlers.discarding()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void shouldKeepTheUsersWhenTheFileIsBroken() throws Exception {
        // When
        gateway.setUsers("{\"users\":[{\"name\":\"push\",\"passwords\":[\"clear\"],\"rights\":\"Push\"}]}");
        // Then
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(gateway.log())
                        .anyMatch(line -> line.startsWith("the new users cannot be used, the former stays")
                                && !line.contains("clear")));
        assertThat(gateway.http()
                        .send(manifest("secret"), BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    private HttpRequest manifest(String password) {
        return HttpRequest.newBuilder(gateway.uri().resolve("/v2/team-a/app/manifests/v1"))
                .header("Authorization", TestGateway.basic("pull", password))
                .header("Accept", "application/vnd.oci.image.manifest.v1+json")
                .timeout(Duration.ofSeconds(40))
                .build();
    }

    private static String serial(HttpResponse<?> answer) throws Exception {
        var certificate = (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
        return certificate.getSerialNumber().toString();
    }
}
