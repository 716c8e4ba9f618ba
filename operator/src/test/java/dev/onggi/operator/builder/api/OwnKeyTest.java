package dev.onggi.operator.builder.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import java.security.SecureRandom;
import java.time.Clock;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

/** That both sides of a connection take it is tried in RunnerServerTest. */
class OwnKeyTest {

    private final CertificateIssuer issuer = new CertificateIssuer(Clock.systemUTC(), new SecureRandom());
    private final OwnKey key = key();

    @Test
    void shouldShowTheOneCertificateAndItsKeyWhenThePeerTakesItsType() {
        // When
        var alias = key.chooseEngineClientAlias(new String[] {"RSA", "EC"}, null, (SSLEngine) null);

        // Then
        assertThat(alias).isEqualTo(key.chooseEngineServerAlias("EC", null, null));
        assertThat(key.getCertificateChain(alias)).hasSize(1);
        assertThat(key.getCertificateChain(alias)[0].getPublicKey().getAlgorithm())
                .isEqualTo(key.getPrivateKey(alias).getAlgorithm());
        assertThat(key.getClientAliases("EC", null)).containsExactly(alias);
    }

    @Test
    void shouldShowNothingWhenThePeerTakesOtherTypesAlone() {
        assertThat(key.chooseEngineClientAlias(new String[] {"RSA", "EdDSA"}, null, (SSLEngine) null))
                .isNull();
        assertThat(key.chooseEngineServerAlias("RSA", null, null)).isNull();
        assertThat(key.getServerAliases("RSA", null)).isNull();
    }

    @Test
    void shouldShowNothingWhenAskedForAnotherAlias() {
        assertThat(key.getCertificateChain("another")).isNull();
        assertThat(key.getPrivateKey("another")).isNull();
    }

    private OwnKey key() {
        var own = issuer.client(issuer.ca(), BuilderApi.OPERATOR);
        return new OwnKey(own.certificate(), own.privateKey());
    }
}
