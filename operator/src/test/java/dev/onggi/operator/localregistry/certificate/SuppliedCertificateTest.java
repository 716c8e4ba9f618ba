package dev.onggi.operator.localregistry.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.model.RegistryNames;
import java.io.IOException;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.Test;

class SuppliedCertificateTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final ServerNames NAMES = ServerNames.of(new RegistryNames("team-a", "registry"), "10.96.0.10");

    private final CertificateIssuer issuer =
            new CertificateIssuer(Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom());
    private final CertifiedKey ca = issuer.ca();
    private final CertifiedKey leaf = issuer.leaf(ca, NAMES);

    @Test
    void shouldBeUsableWhenEverythingFits() {
        // When
        var verdict = look(leaf, ca, NOW);

        // Then
        assertThat(verdict)
                .isEqualTo(new SuppliedCertificate.Usable(
                        new TlsMaterial(leaf.certificatePem(), leaf.privateKeyPem(), ca.certificatePem())));
    }

    @Test
    void shouldReadTheOlderFormOfAKey() throws IOException {
        // Given
        var key = olderForm(leaf);

        // When
        var verdict = SuppliedCertificate.of(leaf.certificatePem(), key, ca.certificatePem(), NAMES, NOW);

        // Then
        assertThat(verdict).isInstanceOf(SuppliedCertificate.Usable.class);
    }

    @Test
    void shouldAcceptAWildcardOfTheNamespace() {
        // Given
        var wildcard = issuer.leaf(ca, new ServerNames(List.of("*.team-a.svc"), List.of("10.96.0.10")));

        // When
        var verdict = look(wildcard, ca, NOW);

        // Then
        assertThat(verdict).isInstanceOf(SuppliedCertificate.Usable.class);
    }

    @Test
    void shouldNameTheAddressWhenTheCertificateDoesNotHaveIt() {
        // Given
        var other = issuer.leaf(ca, new ServerNames(List.of("registry.team-a.svc"), List.of("10.96.0.11")));

        // When
        var verdict = look(other, ca, NOW);

        // Then
        assertThat(cause(verdict))
                .isEqualTo(
                        "the certificate in its tls.crt is not valid for 10.96.0.10: it needs the DNS name registry.team-a.svc and the IP address 10.96.0.10");
    }

    @Test
    void shouldNameTheHostWhenTheCertificateDoesNotHaveIt() {
        // Given
        var other = issuer.leaf(ca, new ServerNames(List.of("registry.team-b.svc"), List.of("10.96.0.10")));

        // When / Then
        assertThat(cause(look(other, ca, NOW))).contains("is not valid for registry.team-a.svc:");
    }

    @Test
    void shouldBeRefusedWhenItHasExpiredOrIsNotYetValid() {
        // When / Then
        assertThat(cause(look(leaf, ca, NOW.plus(Duration.ofDays(90)))))
                .isEqualTo("the certificate in its tls.crt expired at 2026-05-30T12:00:00Z");
        assertThat(cause(look(leaf, ca, NOW.minus(Duration.ofDays(1)))))
                .isEqualTo("the certificate in its tls.crt is not valid before 2026-03-01T11:55:00Z");
    }

    @Test
    void shouldBeRefusedWhenTheKeyIsAnothers() throws GeneralSecurityException {
        // Given
        var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();

        // When / Then
        assertThat(cause(look(new CertifiedKey(leaf.certificate(), ca.privateKey()), ca, NOW)))
                .isEqualTo("its tls.key does not belong to its tls.crt");
        assertThat(cause(look(new CertifiedKey(leaf.certificate(), rsa), ca, NOW)))
                .isEqualTo("its tls.key does not belong to its tls.crt");
    }

    @Test
    void shouldBeRefusedWhenAnotherCaSignedIt() {
        // When / Then
        assertThat(cause(look(leaf, issuer.ca(), NOW)))
                .isEqualTo("the certificate in its tls.crt was not signed by a CA in its ca.crt");
    }

    @Test
    void shouldNameTheKeyThatCannotBeRead() {
        // When / Then
        assertThat(cause(SuppliedCertificate.of("x", leaf.privateKeyPem(), ca.certificatePem(), NAMES, NOW)))
                .isEqualTo("its tls.crt is not a certificate in PEM");
        assertThat(cause(SuppliedCertificate.of(leaf.certificatePem(), "x", ca.certificatePem(), NAMES, NOW)))
                .isEqualTo("its tls.key is not a private key in PEM without a passphrase");
        assertThat(cause(SuppliedCertificate.of(leaf.certificatePem(), leaf.privateKeyPem(), "x", NAMES, NOW)))
                .isEqualTo("its ca.crt is not a certificate in PEM");
    }

    private static SuppliedCertificate look(CertifiedKey pair, CertifiedKey ca, Instant now) {
        return SuppliedCertificate.of(pair.certificatePem(), pair.privateKeyPem(), ca.certificatePem(), NAMES, now);
    }

    private static String cause(SuppliedCertificate verdict) {
        assertThat(verdict).isInstanceOf(SuppliedCertificate.Unusable.class);
        return ((SuppliedCertificate.Unusable) verdict).cause();
    }

    /** As openssl writes it, by RFC 5915. */
    private static String olderForm(CertifiedKey pair) throws IOException {
        var publicKey = SubjectPublicKeyInfo.getInstance(
                pair.certificate().getPublicKey().getEncoded());
        var key = new org.bouncycastle.asn1.sec.ECPrivateKey(
                256,
                ((ECPrivateKey) pair.privateKey()).getS(),
                publicKey.getPublicKeyData(),
                SECObjectIdentifiers.secp256r1);
        var text = new StringWriter();
        try (var writer = new PemWriter(text)) {
            writer.writeObject(new PemObject("EC PRIVATE KEY", key.getEncoded()));
        }
        return text.toString();
    }
}
