package dev.onggi.operator.localregistry;

import dev.onggi.operator.localregistry.certificate.CertificateReading;
import dev.onggi.operator.localregistry.certificate.TlsMaterial;
import dev.onggi.operator.localregistry.resource.CertificateSecrets.InUse;
import dev.onggi.operator.localregistry.resource.CertificateSecrets.Trusted;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The order in which a certificate and the CAs that it needs change, so that nobody ever meets a certificate that he does
 * not trust: first the new CA is trusted beside the old one, an hour later the certificate changes, and another hour
 * later the old CA goes.
 */
final class CertificateChange {

    /** How long a CA is trusted before a certificate needs it, and after: Pods that run have read theirs already. */
    static final Duration GRACE = Duration.ofHours(1);

    private CertificateChange() {}

    /**
     * The CAs to trust now.
     *
     * @param wanted the CAs of the certificate that shall be
     */
    static Trusted trusted(String wanted, Optional<InUse> inUse, Optional<Trusted> before, Instant now) {
        var all = wanted;
        if (inUse.isPresent()) {
            all = TlsMaterial.union(all, inUse.get().material().authorities());
            if (now.isBefore(inUse.get().since().plus(GRACE))) {
                all = TlsMaterial.union(all, inUse.get().previousAuthorities().orElse(""));
            }
        }
        var added = before.isEmpty() || !TlsMaterial.isWithin(all, before.get().authorities());
        return new Trusted(all, added ? now : before.get().since());
    }

    /** Whether the CAs of a certificate have been trusted for long enough. */
    static boolean isTrusted(String authorities, Optional<Trusted> trusted, Instant now) {
        return trusted.isPresent()
                && TlsMaterial.isWithin(authorities, trusted.get().authorities())
                && !now.isBefore(trusted.get().since().plus(GRACE));
    }

    /** What is in use from now on. */
    static InUse inUse(TlsMaterial wanted, Optional<InUse> before, Optional<Trusted> trusted, Instant now) {
        if (before.isEmpty()) {
            return new InUse(wanted, Optional.empty(), now);
        }
        var there = before.get();
        if (there.material().certificate().equals(wanted.certificate())) {
            var previous = there.previousAuthorities()
                    .filter(authorities -> now.isBefore(there.since().plus(GRACE)));
            return new InUse(wanted, previous, there.since());
        }
        var known = TlsMaterial.isWithin(wanted.authorities(), there.material().authorities());
        if (known || isTrusted(wanted.authorities(), trusted, now) || !isValid(there.material(), now)) {
            return new InUse(
                    wanted,
                    known ? Optional.empty() : Optional.of(there.material().authorities()),
                    now);
        }
        return there;
    }

    private static boolean isValid(TlsMaterial material, Instant now) {
        return CertificateReading.pair(material)
                .filter(pair -> now.isBefore(CertificateReading.notAfter(pair)))
                .isPresent();
    }
}
