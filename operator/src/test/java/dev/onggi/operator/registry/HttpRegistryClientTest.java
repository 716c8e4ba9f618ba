package dev.onggi.operator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRegistryClientTest {

    private static final byte[] BLOB = "a blob".getBytes(StandardCharsets.US_ASCII);
    private static final String LAYER = "sha256:" + "1".repeat(64);
    private static final byte[] MANIFEST = "{\"config\":{\"size\":10},\"layers\":[{\"digest\":\"%s\",\"size\":100}]}"
            .formatted(LAYER)
            .getBytes(StandardCharsets.US_ASCII);

    private final HttpRegistryClient client = new HttpRegistryClient();
    private FakeRegistry registry;

    @BeforeEach
    void start() {
        registry = new FakeRegistry();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void shouldSendCredentialsUnaskedWhenPinging() {
        // When / Then
        assertThatCode(() -> client.ping(registry.endpoint())).doesNotThrowAnyException();
        assertThat(registry.requests).containsExactly("GET /v2/");
    }

    @Test
    void shouldUploadBlobWhenRegistryHasItNot() {
        // When
        var digest = client.pushBlob(registry.endpoint(), "team/app", BLOB);

        // Then
        assertThat(digest).isEqualTo(Digest.of(BLOB));
        assertThat(registry.blobs).containsEntry(digest.value(), BLOB);
        assertThat(registry.requests)
                .containsExactly(
                        "HEAD /v2/team/app/blobs/" + digest,
                        "POST /v2/team/app/blobs/uploads/",
                        "PUT /v2/upload/1?state=x&digest=sha256%3A" + digest.hex());
    }

    @Test
    void shouldSendNothingWhenRegistryHasTheBlob() {
        // Given
        registry.blobs.put(Digest.of(BLOB).value(), BLOB);

        // When
        client.pushBlob(registry.endpoint(), "team/app", BLOB);

        // Then
        assertThat(registry.requests).containsExactly("HEAD /v2/team/app/blobs/" + Digest.of(BLOB));
    }

    @Test
    void shouldNotFollowWhenUploadLeadsToAnotherHost() {
        // Given
        registry.uploadLocation = "https://elsewhere.test/v2/upload/1";

        // When
        var failure = failure(() -> client.pushBlob(registry.endpoint(), "team/app", BLOB));

        // Then
        assertThat(failure.kind()).isEqualTo(RegistryException.Kind.OTHER);
        assertThat(failure).hasMessage("the registry named another host for the upload; it was not followed");
    }

    @Test
    void shouldReadBackWhenManifestWasPut() {
        // Given
        var digest = client.putManifest(registry.endpoint(), "team/app", ManifestDocument.OCI_MANIFEST, MANIFEST);

        // When
        var manifest = client.manifest(registry.endpoint(), "team/app", digest.value());

        // Then
        assertThat(manifest)
                .isEqualTo(new Manifest(
                        digest,
                        ManifestDocument.OCI_MANIFEST,
                        110,
                        List.of(new Manifest.Layer(LAYER, 100)),
                        Optional.empty()));
    }

    @Test
    void shouldFollowToTheImageWhenItIsAnIndex() {
        // Given
        var image = client.putManifest(registry.endpoint(), "team/app", ManifestDocument.OCI_MANIFEST, MANIFEST);
        var index = "{\"manifests\":[{\"digest\":\"%s\",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}]}"
                .formatted(image)
                .getBytes(StandardCharsets.US_ASCII);
        registry.manifests.put("latest", index);

        // When
        var manifest = client.manifest(registry.endpoint(), "team/app", "latest");

        // Then
        assertThat(manifest.digest()).isEqualTo(Digest.of(index));
        assertThat(manifest.size()).isEqualTo(110);
        assertThat(manifest.layers()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"config\":{\"User\":\"10001:10001\"}}', 10001:10001",
        "'{\"config\":{\"Cmd\":[\"sh\"]}}', root",
        "'{\"architecture\":\"amd64\"}', root",
        "'no configuration', ",
    })
    void shouldTellWhoTheImageRunsAs(String config, String user) {
        // Given
        var blob = client.pushBlob(registry.endpoint(), "team/app", config.getBytes(StandardCharsets.UTF_8));
        var image = "{\"config\":{\"digest\":\"%s\",\"size\":10},\"layers\":[]}".formatted(blob);
        registry.manifests.put("latest", image.getBytes(StandardCharsets.UTF_8));

        // When
        var manifest = client.manifest(registry.endpoint(), "team/app", "latest");

        // Then
        assertThat(manifest.user()).isEqualTo(Optional.ofNullable(user));
    }

    @Test
    void shouldNotKnowWhoTheImageRunsAsWhenTheRegistryHasNoConfiguration() {
        // Given
        var image = "{\"config\":{\"digest\":\"%s\",\"size\":10},\"layers\":[]}".formatted(Digest.of(BLOB));
        registry.manifests.put("latest", image.getBytes(StandardCharsets.UTF_8));

        // When
        var manifest = client.manifest(registry.endpoint(), "team/app", "latest");

        // Then
        assertThat(manifest.user()).isEmpty();
        assertThat(manifest.size()).isEqualTo(10);
    }

    @Test
    void shouldTellNotFoundWhenThereIsNoSuchManifest() {
        // When
        var failure = failure(() -> client.manifest(registry.endpoint(), "team/app", "nothing"));

        // Then
        assertThat(failure.kind()).isEqualTo(RegistryException.Kind.NOT_FOUND);
        assertThat(failure)
                .hasMessage(
                        "could not read manifest team/app nothing: the registry answered 404 MANIFEST_UNKNOWN manifest unknown");
    }

    @Test
    void shouldTellUnauthorizedWithoutThePasswordWhenUserIsRefused() {
        // Given
        var wrong = new RegistryEndpoint.User("push", "guessed-secret");
        var endpoint = registry.endpoint("127.0.0.1", registry.caPem(), Optional.of(wrong));

        // When
        var failure = failure(() -> client.ping(endpoint));

        // Then
        assertThat(failure.kind()).isEqualTo(RegistryException.Kind.UNAUTHORIZED);
        assertThat(failure).hasMessageContaining("401").hasMessageNotContaining("guessed-secret");
    }

    @Test
    void shouldTellCertificateWhenCaIsAnother() {
        // Given
        var other = new CertificateIssuer(Clock.systemUTC(), new SecureRandom()).ca();
        var endpoint = registry.endpoint("127.0.0.1", other.certificatePem(), Optional.empty());

        // When
        var failure = failure(() -> client.ping(endpoint));

        // Then
        assertThat(failure.kind()).isEqualTo(RegistryException.Kind.CERTIFICATE);
    }

    @Test
    void shouldTellCertificateWhenNameIsAnother() {
        // Given
        var endpoint = registry.endpoint("localhost", registry.caPem(), Optional.empty());

        // When
        var failure = failure(() -> client.ping(endpoint));

        // Then
        assertThat(failure.kind()).isEqualTo(RegistryException.Kind.CERTIFICATE);
    }

    @Test
    void shouldTellCertificateWhenCaIsNone() {
        // Given
        var endpoint = registry.endpoint("127.0.0.1", "no certificate", Optional.empty());

        // When
        var failure = failure(() -> client.ping(endpoint));

        // Then
        assertThat(failure.kind()).isEqualTo(RegistryException.Kind.CERTIFICATE);
    }

    @Test
    void shouldTellUnreachableWhenNothingListens() {
        // Given
        var endpoint = registry.endpoint();
        registry.close();

        // When
        var failure = failure(() -> client.ping(endpoint));

        // Then
        assertThat(failure.kind()).isEqualTo(RegistryException.Kind.UNREACHABLE);
        assertThat(failure).hasMessage(endpoint.address() + " refuses connections");
    }

    @Test
    void shouldTellUnreachableWhenNameDoesNotResolve() {
        // Given
        var endpoint = registry.endpoint("nowhere.invalid", registry.caPem(), Optional.empty());

        // When
        var failure = failure(() -> client.ping(endpoint));

        // Then
        assertThat(failure.kind()).isEqualTo(RegistryException.Kind.UNREACHABLE);
        assertThat(failure).hasMessageContaining("does not resolve");
    }

    @Test
    void shouldTellUnreachableWhenNothingIsAnswered() throws IOException {
        // Given
        var impatient = new HttpRegistryClient(new HttpExchange(Duration.ofMillis(200), Duration.ofMillis(300)));
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var endpoint =
                    new RegistryEndpoint("127.0.0.1:" + silent.getLocalPort(), registry.caPem(), Optional.empty());

            // When
            var failure = failure(() -> impatient.ping(endpoint));

            // Then
            assertThat(failure.kind()).isEqualTo(RegistryException.Kind.UNREACHABLE);
            assertThat(failure).hasMessage(endpoint.address() + " did not answer in time");
        }
    }

    @Test
    void shouldNotFollowWhenRedirected() {
        // When
        var failure = failure(() -> client.manifest(registry.endpoint(), "redirect", "latest"));

        // Then
        assertThat(failure.kind()).isEqualTo(RegistryException.Kind.OTHER);
        assertThat(failure).hasMessageContaining("307");
    }

    @Test
    void shouldStopReadingWhenAnswerIsTooLarge() {
        // When
        var failure = failure(() -> client.manifest(registry.endpoint(), "huge", "latest"));

        // Then
        assertThat(failure.kind()).isEqualTo(RegistryException.Kind.OTHER);
        assertThat(failure).hasMessageStartingWith("no usable answer from ");
    }

    private static RegistryException failure(ThrowingCallable call) {
        return catchThrowableOfType(RegistryException.class, call);
    }
}
