package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.TestClock;
import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.localregistry.certmanager.Certificate;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Registries whose certificates come from cert-manager: its own controllers and definitions. */
class CertManagerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final String REGISTRY = """
            apiVersion: onggi.dev/v1alpha1
            kind: LocalRegistry
            metadata: {name: registry}
            spec:
              storage: {emptyDir: {}}
              access: {nodes: {mode: None}}
              tls: {certManager: {issuerRef: {name: company-ca, kind: ClusterIssuer}}}
            """;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path work;

    private RunningOperator operator;

    @BeforeEach
    void start() {
        operator = RunningOperator.start(
                new RunningOperator.Settings(Duration.ofSeconds(1), "onggi-node"), TestClock.going());
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void shouldAskCertManagerAndTakeItsCertificate() throws Exception {
        // Given
        var team = Team.create();
        var ca = new CertificateIssuer(Clock.systemUTC(), new SecureRandom()).ca();

        // When / Then: it is not installed
        team.apply(REGISTRY);
        var missing = team.awaitCondition(LocalRegistry.class, "registry", "Stalled", "True CertManagerMissing");
        assertThat(missing.message()).contains("install cert-manager", "spec.tls.selfSigned");

        try (var certManager = CertManagerRun.start(work)) {
            // When / Then: it is, and the issuer is not there yet
            team.awaitCondition(
                    PATIENCE, LocalRegistry.class, "registry", "CertificateReady", "False CertificatePending");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(team.awaitCondition(
                                            LocalRegistry.class,
                                            "registry",
                                            "CertificateReady",
                                            "False CertificatePending")
                                    .message())
                            .contains(
                                    "Issuing certificate as Secret does not exist",
                                    "kubectl describe certificate -n " + team.namespace()));

            // When / Then: it issues, for each address of the registry
            certManager.issueFrom("company-ca", ca);
            await().atMost(PATIENCE).until(() -> team.get(Deployment.class, "registry-registry") != null);
            team.awaitCondition(LocalRegistry.class, "registry", "CertificateReady", "True CertificateValid");
            var first = inUse(team);
            assertThat(first).isEqualTo(text(team, "registry-registry-issued", "tls.crt"));
            assertThat(text(team, "registry-ca", "ca.crt").strip())
                    .isEqualTo(ca.certificatePem().strip());
            var clusterIp = team.get(Service.class, "registry").getSpec().getClusterIP();
            assertThat(team.get(Certificate.class, "registry-registry")
                            .getSpec()
                            .ipAddresses())
                    .containsExactly(clusterIp);

            // When / Then: it renews, as `cmctl renew` asks it to
            renew(team);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(inUse(team))
                            .isNotEqualTo(first)
                            .isEqualTo(text(team, "registry-registry-issued", "tls.crt")));

            // When / Then: another kind is asked for, and nothing of it stays
            team.apply(REGISTRY.replace(
                    "{certManager: {issuerRef: {name: company-ca, kind: ClusterIssuer}}}", "{selfSigned: {}}"));
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(team.get(Certificate.class, "registry-registry")).isNull();
                assertThat(team.get(Secret.class, "registry-registry-issued")).isNull();
            });
            ApiServer.removeAll();
        }
    }

    private static void renew(Team team) {
        team.resource(Certificate.class, "registry-registry")
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON), """
                        [{"op":"add","path":"/status/conditions/-","value":{"type":"Issuing","status":"True",
                          "reason":"ManuallyTriggered","message":"asked for","lastTransitionTime":"2026-01-01T00:00:00Z"}}]
                        """);
    }

    private static String inUse(Team team) {
        return text(team, "registry-registry-tls", "tls.crt");
    }

    private static String text(Team team, String secret, String key) {
        return new String(
                Base64.getDecoder()
                        .decode(team.get(Secret.class, secret).getData().get(key)),
                StandardCharsets.US_ASCII);
    }
}
