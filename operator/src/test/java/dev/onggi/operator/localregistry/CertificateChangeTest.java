package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.localregistry.certificate.CertifiedKey;
import dev.onggi.operator.localregistry.certificate.ServerNames;
import dev.onggi.operator.localregistry.certificate.TlsMaterial;
import dev.onggi.operator.localregistry.resource.CertificateSecrets.InUse;
import dev.onggi.operator.localregistry.resource.CertificateSecrets.Trusted;
import dev.onggi.operator.model.RegistryNames;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CertificateChangeTest {

    private static final Instant NOW = Samples.NOW;
    private static final Instant HOUR_LATER = NOW.plus(CertificateChange.GRACE);

    private final CertificateIssuer issuer =
            new CertificateIssuer(Clock.fixed(NOW.minus(Duration.ofDays(1)), ZoneOffset.UTC), new SecureRandom());
    private final CertifiedKey oldCa = issuer.ca();
    private final CertifiedKey newCa = issuer.ca();
    private final TlsMaterial old = material(oldCa);
    private final TlsMaterial wanted = material(newCa);
    private final Optional<InUse> inUse = Optional.of(new InUse(old, Optional.empty(), NOW.minus(Duration.ofDays(30))));
    private final Optional<Trusted> oldTrusted =
            Optional.of(new Trusted(oldCa.certificatePem(), NOW.minus(Duration.ofDays(30))));

    @Test
    void shouldBeginAtOnceWhenThereIsNoCertificate() {
        // When
        var trusted = CertificateChange.trusted(wanted.authorities(), Optional.empty(), Optional.empty(), NOW);
        var used = CertificateChange.inUse(wanted, Optional.empty(), Optional.of(trusted), NOW);

        // Then
        assertThat(trusted).isEqualTo(new Trusted(newCa.certificatePem(), NOW));
        assertThat(used).isEqualTo(new InUse(wanted, Optional.empty(), NOW));
    }

    @Test
    void shouldTrustTheNewCaFirstAndKeepTheCertificateForAnHour() {
        // When
        var trusted = CertificateChange.trusted(wanted.authorities(), inUse, oldTrusted, NOW);
        var before = CertificateChange.inUse(wanted, inUse, Optional.of(trusted), HOUR_LATER.minusSeconds(1));
        var after = CertificateChange.inUse(wanted, inUse, Optional.of(trusted), HOUR_LATER);

        // Then
        assertThat(trusted).isEqualTo(new Trusted(newCa.certificatePem() + oldCa.certificatePem(), NOW));
        assertThat(before.material()).isEqualTo(old);
        assertThat(after).isEqualTo(new InUse(wanted, Optional.of(oldCa.certificatePem()), HOUR_LATER));
    }

    @Test
    void shouldTrustTheOldCaForAnotherHourWhenTheCertificateHasChanged() {
        // Given
        var changed = Optional.of(new InUse(wanted, Optional.of(oldCa.certificatePem()), NOW));
        var both = Optional.of(new Trusted(newCa.certificatePem() + oldCa.certificatePem(), NOW.minusSeconds(3600)));

        // When
        var still = CertificateChange.trusted(wanted.authorities(), changed, both, HOUR_LATER.minusSeconds(1));
        var after = CertificateChange.trusted(wanted.authorities(), changed, both, HOUR_LATER);

        // Then
        assertThat(still).isEqualTo(both.get());
        assertThat(after).isEqualTo(new Trusted(newCa.certificatePem(), NOW.minusSeconds(3600)));
    }

    @Test
    void shouldChangeAtOnceWhenTheCaIsTheSame() {
        // Given
        var renewed = material(oldCa);

        // When
        var used = CertificateChange.inUse(renewed, inUse, oldTrusted, NOW);

        // Then
        assertThat(used).isEqualTo(new InUse(renewed, Optional.empty(), NOW));
    }

    @Test
    void shouldChangeAtOnceWhenTheOldCertificateHasExpired() {
        // Given
        var late = NOW.plus(Duration.ofDays(91));
        var trusted = CertificateChange.trusted(wanted.authorities(), inUse, oldTrusted, late);

        // When
        var used = CertificateChange.inUse(wanted, inUse, Optional.of(trusted), late);

        // Then
        assertThat(used.material()).isEqualTo(wanted);
    }

    @Test
    void shouldChangeNothingWhenNothingIsWanted() {
        // When
        var trusted = CertificateChange.trusted(old.authorities(), inUse, oldTrusted, NOW);
        var used = CertificateChange.inUse(old, inUse, oldTrusted, NOW);

        // Then
        assertThat(trusted).isEqualTo(oldTrusted.get());
        assertThat(used).isEqualTo(inUse.get());
    }

    private TlsMaterial material(CertifiedKey ca) {
        var leaf = issuer.leaf(ca, ServerNames.of(new RegistryNames("team-a", "registry"), "10.96.0.10"));
        return new TlsMaterial(leaf.certificatePem(), leaf.privateKeyPem(), ca.certificatePem());
    }
}
