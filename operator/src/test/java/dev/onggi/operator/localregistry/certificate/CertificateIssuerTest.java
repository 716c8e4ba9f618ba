package dev.onggi.operator.localregistry.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.onggi.operator.model.RegistryNames;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateIssuerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final ServerNames NAMES = ServerNames.of(new RegistryNames("team-a", "registry"), "10.96.0.10");

    private final CertificateIssuer issuer =
            new CertificateIssuer(Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom());

    @Test
    void shouldSignNothingButServersWhenItIsTheCa() {
        // When
        var ca = issuer.ca().certificate();

        // Then
        assertThat(ca.getSubjectX500Principal().getName()).isEqualTo("CN=Onggi local registries");
        assertThat(ca.getBasicConstraints()).as("path length").isZero();
        assertThat(ca.getKeyUsage()[5]).as("keyCertSign").isTrue();
        assertThat(ca.getKeyUsage()[0]).as("digitalSignature").isFalse();
        assertThat(ca.getNotAfter()).isEqualTo(NOW.plus(Duration.ofDays(3650)));
        assertThatCode(() -> ca.verify(ca.getPublicKey())).doesNotThrowAnyException();
    }

    @Test
    void shouldNameTheServerWhenItIsALeaf() throws CertificateParsingException {
        // Given
        var ca = issuer.ca();

        // When
        var leaf = issuer.leaf(ca, NAMES).certificate();

        // Then
        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "registry.team-a.svc"),
                        List.of(2, "registry.team-a.svc.cluster.local"),
                        List.of(2, "registry.team-a"),
                        List.of(2, "registry"),
                        List.of(7, "10.96.0.10"));
        assertThat(leaf.getBasicConstraints()).as("no CA").isEqualTo(-1);
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getNotBefore()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
        assertThat(leaf.getNotAfter()).isEqualTo(NOW.plus(Duration.ofDays(90)));
        assertThat(((ECPublicKey) leaf.getPublicKey()).getParams().getOrder().bitLength())
                .isEqualTo(256);
        assertThatCode(() -> leaf.verify(ca.certificate().getPublicKey())).doesNotThrowAnyException();
    }

    @Test
    void shouldNameTheLoopbackWhenNodesMayReachItByThat() throws CertificateParsingException {
        // When
        var leaf = issuer.leaf(issuer.ca(), NAMES.withLoopback()).certificate();

        // Then
        assertThat(leaf.getSubjectAlternativeNames()).contains(List.of(7, "127.0.0.1"), List.of(7, "10.96.0.10"));
    }

    @Test
    void shouldGiveEachItsOwnSerialNumberAndKeyWhenAskedTwice() {
        // Given
        var ca = issuer.ca();

        // When
        var one = issuer.leaf(ca, NAMES);
        var other = issuer.leaf(ca, NAMES);

        // Then
        assertThat(one.certificate().getSerialNumber())
                .isNotEqualTo(other.certificate().getSerialNumber());
        assertThat(one.privateKey()).isNotEqualTo(other.privateKey());
    }

    @Test
    void shouldEndWithTheCaWhenTheCaEndsEarlier() {
        // Given
        var ca = issuer.ca();
        var later =
                new CertificateIssuer(Clock.fixed(NOW.plus(Duration.ofDays(3600)), ZoneOffset.UTC), new SecureRandom());

        // When
        var leaf = later.leaf(ca, NAMES).certificate();

        // Then
        assertThat(leaf.getNotAfter()).isEqualTo(ca.certificate().getNotAfter());
    }
}
