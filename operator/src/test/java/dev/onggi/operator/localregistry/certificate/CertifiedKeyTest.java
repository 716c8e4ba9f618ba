package dev.onggi.operator.localregistry.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class CertifiedKeyTest {

    private final CertificateIssuer issuer = new CertificateIssuer(Clock.systemUTC(), new SecureRandom());

    @Test
    void shouldBeTheSameWhenWrittenAndRead() {
        // Given
        var written = issuer.ca();

        // When
        var read = CertifiedKey.parse(written.certificatePem(), written.privateKeyPem());

        // Then
        assertThat(read).isEqualTo(written);
        assertThat(read.belongTogether()).isTrue();
    }

    @Test
    void shouldTellWhenKeyIsThatOfAnotherCertificate() {
        // Given
        var mixed = new CertifiedKey(issuer.ca().certificate(), issuer.ca().privateKey());

        // When / Then
        assertThat(mixed.belongTogether()).isFalse();
    }

    @Test
    void shouldRefuseWithoutRepeatingTheTextWhenItIsNoPem() {
        // Given
        var ca = issuer.ca();

        // When / Then
        assertThatThrownBy(() -> CertifiedKey.parse("secret", ca.privateKeyPem()))
                .isInstanceOf(PemException.class)
                .hasMessage("not a certificate in PEM");
        assertThatThrownBy(() -> CertifiedKey.parse(ca.certificatePem(), "secret"))
                .isInstanceOf(PemException.class)
                .hasMessage("not a private key in PEM without a passphrase");
    }

    @Test
    void shouldHideTheKeyWhenPrinted() {
        // When
        var text = issuer.ca().toString();

        // Then
        assertThat(text).isEqualTo("CertifiedKey[CN=Onggi local registries]");
    }
}
