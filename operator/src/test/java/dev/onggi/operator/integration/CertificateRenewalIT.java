package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The certificate of a registry, as time goes by. */
class CertificateRenewalIT {

    private static final Duration LIFE = Duration.ofDays(90);

    /** A clock whose time is put forward by hand. */
    private static final class Calendar extends Clock {

        private volatile Duration offset = Duration.ZERO;

        private void advance(Duration time) {
            offset = offset.plus(time);
        }

        @Override
        public Instant instant() {
            return InstantSource.system().instant().plus(offset);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("there is one zone");
        }
    }

    @Test
    void shouldRenewTheCertificateWhenTwoThirdsOfItsLifeHavePassed() {
        // Given
        var team = Team.create();
        var clock = new Calendar();
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
}
