package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistryStatus.Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * Until when a certificate is valid.
 *
 * @param renewalTime when the operator renews it; empty where somebody else does
 * @param authorityNotAfter until when the CA is valid that signed it, where that is known
 */
record CertificateLife(Instant notAfter, Optional<Instant> renewalTime, Optional<Instant> authorityNotAfter) {

    /** As the status has it. */
    Certificate toStatus() {
        return new Certificate(
                notAfter.toString(),
                renewalTime.map(Instant::toString).orElse(null),
                authorityNotAfter.map(Instant::toString).orElse(null));
    }
}
