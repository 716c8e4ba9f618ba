package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.TestClock;
import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.localregistry.certificate.CertifiedKey;
import dev.onggi.operator.localregistry.certificate.ServerNames;
import dev.onggi.operator.model.RegistryNames;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Certificates that the user makes, and none. */
class CertificateKindsIT {

    private static final String REGISTRY = """
            apiVersion: onggi.dev/v1alpha1
            kind: LocalRegistry
            metadata: {name: registry}
            spec: {storage: {emptyDir: {}}, access: {nodes: {mode: None}}, tls: %s}
            """;

    private final TestClock clock = TestClock.going();
    private final CertificateIssuer issuer = new CertificateIssuer(Clock.systemUTC(), new SecureRandom());
    private final CertifiedKey ca = issuer.ca();
    private RunningOperator operator;

    @BeforeEach
    void start() {
        operator = RunningOperator.start(new RunningOperator.Settings(Duration.ofSeconds(1), "onggi-node"), clock);
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void shouldSayWhatIsWrongWithASecretUntilItIsRightAndTakeOverItsChanges() {
        // Given
        var team = Team.create();

        // When / Then: nothing there
        team.apply(REGISTRY.formatted("{secretRef: {name: own}}"));
        assertThat(stalled(team)).contains("Secret %s/own".formatted(team.namespace()), "there is no such Secret");
        assertThat(team.get(Deployment.class, "registry-registry")).isNull();

        // When / Then: a key is missing
        put(team, Map.of("tls.crt", "x", "tls.key", "x"));
        awaitStalled(team, "it has no ca.crt");

        // When / Then: no certificate for the address
        var elsewhere = issuer.leaf(ca, new ServerNames(List.of(names(team).host()), List.of("192.0.2.1")));
        put(team, material(elsewhere, elsewhere, ca));
        awaitStalled(team, "the IP address " + clusterIp(team));

        // When / Then: a key of another certificate
        var leaf = leaf(team, ca);
        put(team, material(leaf, elsewhere, ca));
        awaitStalled(team, "its tls.key does not belong to its tls.crt");

        // When / Then: all is well
        put(team, material(leaf, leaf, ca));
        team.awaited(Deployment.class, "registry-registry");
        team.awaitCondition(LocalRegistry.class, "registry", "CertificateReady", "True CertificateValid");
        assertThat(inUse(team)).isEqualTo(leaf.certificatePem());
        assertThat(trusted(team)).isEqualTo(ca.certificatePem());

        // When / Then: the next one of the same CA is taken over at once
        var renewed = leaf(team, ca);
        put(team, material(renewed, renewed, ca));
        await().untilAsserted(() -> assertThat(inUse(team)).isEqualTo(renewed.certificatePem()));

        // When / Then: a bad one is not, and the good one serves
        put(team, material(leaf, elsewhere, ca));
        awaitStalled(team, "its tls.key does not belong to its tls.crt");
        assertThat(inUse(team)).isEqualTo(renewed.certificatePem());

        // When / Then: it expires
        put(team, material(renewed, renewed, ca));
        team.awaitCondition(LocalRegistry.class, "registry", "CertificateReady", "True CertificateValid");
        clock.advance(Duration.ofDays(91));
        awaitStalled(team, "expired at");
    }

    @Test
    void shouldBeTrustedBeforeItIsUsedWhenTheCaIsAnother() {
        // Given
        var team = Team.create();
        team.apply(REGISTRY.formatted("{selfSigned: {}}"));
        team.awaited(Deployment.class, "registry-registry");
        var before = inUse(team);
        var old = trusted(team);
        var leaf = leaf(team, ca);
        put(team, material(leaf, leaf, ca));

        // When
        team.apply(REGISTRY.formatted("{secretRef: {name: own}}"));

        // Then
        await().untilAsserted(() -> assertThat(trusted(team)).isEqualTo(ca.certificatePem() + old));
        await().untilAsserted(() ->
                assertThat(condition(team, "CertificateReady").message()).contains("comes into use at"));
        assertThat(inUse(team)).isEqualTo(before);

        // When / Then
        clock.advance(Duration.ofMinutes(61));
        await().untilAsserted(() -> assertThat(inUse(team)).isEqualTo(leaf.certificatePem()));
        assertThat(trusted(team)).isEqualTo(ca.certificatePem() + old);

        // When / Then
        clock.advance(Duration.ofMinutes(61));
        await().untilAsserted(() -> assertThat(trusted(team)).isEqualTo(ca.certificatePem()));
    }

    @Test
    void shouldSpeakPlainHttpWhenTlsIsDisabled() {
        // Given
        var team = Team.create();

        // When
        team.apply(REGISTRY.formatted("{disabled: true}"));
        team.actors().rollsOut("registry-registry");

        // Then
        var warning = team.awaitCondition(LocalRegistry.class, "registry", "CertificateReady", "False TlsDisabled");
        assertThat(warning.message()).contains("for tests only");
        team.awaitCondition(LocalRegistry.class, "registry", "Ready", "True RegistryReady");
        assertThat(team.registry("registry").getStatus().caSecretRef()).isNull();
        assertThat(team.list(Secret.class))
                .extracting(secret -> secret.getMetadata().getName())
                .containsExactlyInAnyOrder("registry-push", "registry-pull", "registry-registry-users");
        var gateway = team.get(Deployment.class, "registry-registry")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
        assertThat(gateway.getReadinessProbe().getHttpGet().getScheme()).isEqualTo("HTTP");
        assertThat(gateway.getEnv()).extracting(variable -> variable.getName()).doesNotContain("ONGGI_GATEWAY_TLS");
    }

    private static Map<String, String> material(CertifiedKey certificate, CertifiedKey key, CertifiedKey ca) {
        return Map.of(
                "tls.crt", certificate.certificatePem(), "tls.key", key.privateKeyPem(), "ca.crt", ca.certificatePem());
    }

    private static void put(Team team, Map<String, String> texts) {
        ApiServer.apply(ApiServer.admin(), secret(team, "own", texts));
    }

    private static Secret secret(Team team, String name, Map<String, String> texts) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(team.namespace())
                .endMetadata()
                .withStringData(texts)
                .build();
    }

    private CertifiedKey leaf(Team team, CertifiedKey signer) {
        return issuer.leaf(signer, ServerNames.of(names(team), clusterIp(team)));
    }

    private static RegistryNames names(Team team) {
        return new RegistryNames(team.namespace(), "registry");
    }

    private static String clusterIp(Team team) {
        return team.awaited(Service.class, "registry").getSpec().getClusterIP();
    }

    private static String stalled(Team team) {
        return team.awaitCondition(LocalRegistry.class, "registry", "Stalled", "True CertificateUnusable")
                .message();
    }

    private static void awaitStalled(Team team, String cause) {
        await().untilAsserted(() -> assertThat(stalled(team)).contains(cause));
    }

    private static Condition condition(Team team, String type) {
        return Optional.ofNullable(team.registry("registry").getStatus()).stream()
                .flatMap(status -> status.conditions().stream())
                .filter(condition -> condition.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static String inUse(Team team) {
        return decoded(team.get(Secret.class, "registry-registry-tls").getData().get("tls.crt"));
    }

    private static String trusted(Team team) {
        return decoded(team.get(Secret.class, "registry-ca").getData().get("ca.crt"));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
    }
}
