package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.TestClock;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The certificate of a registry, as time goes by. */
class CertificateRenewalIT {

    private static final Duration LIFE = Duration.ofDays(90);
    private static final Duration CA_LIFE = Duration.ofDays(3650);

    @Test
    void shouldRenewTheCertificateWhenTwoThirdsOfItsLifeHavePassed() {
        // Given
        var team = Team.create();
        var clock = TestClock.going();
        var settings = new RunningOperator.Settings(Duration.ofSeconds(1), "onggi-node");
        try (var _ = RunningOperator.start(settings, clock)) {
            team.apply("""
                    apiVersion: onggi.dev/v1alpha1
                    kind: LocalRegistry
                    metadata: {name: registry}
                    spec: {storage: {emptyDir: {}}, access: {nodes: {mode: None}}}
                    """);
            var deployment = team.awaited(Deployment.class, "registry-registry");
            var first = team.get(Secret.class, "registry-registry-tls").getData();
            await().until(() -> team.eventReasons("registry").contains("CertificateIssued"));

            // When
            clock.advance(LIFE.multipliedBy(2).dividedBy(3).minusHours(1));
            await().during(Duration.ofSeconds(2))
                    .untilAsserted(() -> assertThat(team.get(Secret.class, "registry-registry-tls")
                                    .getData())
                            .isEqualTo(first));
            clock.advance(Duration.ofHours(2));

            // Then
            await().untilAsserted(() -> {
                var second = team.get(Secret.class, "registry-registry-tls").getData();
                assertThat(second.get("tls.crt")).isNotEqualTo(first.get("tls.crt"));
                assertThat(second.get("tls.key")).isNotEqualTo(first.get("tls.key"));
                assertThat(second).containsEntry("ca.crt", first.get("ca.crt"));
            });
            await().untilAsserted(() -> assertThat(team.eventReasons("registry"))
                    .containsExactlyInAnyOrder("CertificateIssued", "CertificateRotated"));
            var end = Instant.parse(
                    team.registry("registry").getStatus().certificate().notAfter());
            assertThat(Duration.between(clock.instant(), end)).isBetween(LIFE.minusMinutes(1), LIFE);
            assertThat(team.get(Deployment.class, "registry-registry")
                            .getMetadata()
                            .getGeneration())
                    .as("the registry takes it over without being started anew")
                    .isEqualTo(deployment.getMetadata().getGeneration());
        }
    }

    /** By the rule of the book: nobody ever meets a certificate that he does not trust. */
    @Test
    void shouldBeTrustedBeforeItIsUsedWhenTheCaIsRenewed() {
        // Given
        var team = Team.create();
        var clock = TestClock.going();
        var settings = new RunningOperator.Settings(Duration.ofSeconds(1), "onggi-node");
        try (var _ = RunningOperator.start(settings, clock)) {
            team.apply("""
                    apiVersion: onggi.dev/v1alpha1
                    kind: LocalRegistry
                    metadata: {name: registry}
                    spec: {storage: {emptyDir: {}}, access: {nodes: {mode: None}}}
                    """);
            team.awaited(Deployment.class, "registry-registry");
            var firstCa = authority().getData().get("tls.crt");
            assertThat(decoded(firstCa)).isEqualTo(trusted(team));

            // When: two thirds of the CA's life have passed
            clock.advance(CA_LIFE.multipliedBy(2).dividedBy(3).plusDays(1));

            // Then: the next one is trusted beside it at once, and signs nothing yet
            await().untilAsserted(() -> assertThat(authority().getData()).containsKeys("next.crt", "next.key"));
            var nextCa = authority().getData().get("next.crt");
            await().untilAsserted(() -> assertThat(trusted(team)).isEqualTo(decoded(firstCa) + decoded(nextCa)));
            await().untilAsserted(() -> assertThat(inUse(team).getNotAfter().toInstant())
                    .isAfter(clock.instant().plus(LIFE.minusDays(1))));
            await().during(Duration.ofSeconds(2)).untilAsserted(() -> assertSigned(inUse(team), firstCa));

            // When
            clock.advance(Duration.ofHours(2));

            // Then: certificates move to it, and the first one is trusted as long as it is valid
            await().untilAsserted(() -> assertSigned(inUse(team), nextCa));
            assertThat(trusted(team)).isEqualTo(decoded(firstCa) + decoded(nextCa));
            await().untilAsserted(() -> assertThat(team.eventReasons("registry"))
                    .contains("CertificateRotated", "CertificateAuthorityRotated"));
            var end = certificate(nextCa).getNotAfter().toInstant();
            assertThat(team.registry("registry").getStatus().certificate().authorityNotAfter())
                    .isEqualTo(end.toString());

            // When
            clock.advance(CA_LIFE.dividedBy(3));

            // Then
            await().untilAsserted(() -> assertThat(authority().getData())
                    .containsEntry("tls.crt", nextCa)
                    .doesNotContainKey("next.crt"));
            await().untilAsserted(() -> assertThat(trusted(team)).isEqualTo(decoded(nextCa)));
            assertSigned(inUse(team), nextCa);
        } finally {
            // the clock of the next test is the true one, to which this CA is none yet
            ApiServer.admin().resource(authority()).delete();
        }
    }

    private static Secret authority() {
        return ApiServer.admin()
                .secrets()
                .inNamespace("onggi-system")
                .withName("onggi-ca")
                .get();
    }

    private static String trusted(Team team) {
        return decoded(team.get(Secret.class, "registry-ca").getData().get("ca.crt"));
    }

    private static X509Certificate inUse(Team team) {
        return certificate(
                team.get(Secret.class, "registry-registry-tls").getData().get("tls.crt"));
    }

    private static void assertSigned(X509Certificate leaf, String ca) {
        assertThatCode(() -> leaf.verify(certificate(ca).getPublicKey())).doesNotThrowAnyException();
    }

    private static X509Certificate certificate(String base64) {
        try {
            var pem = new ByteArrayInputStream(Base64.getDecoder().decode(base64));
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
    }
}
