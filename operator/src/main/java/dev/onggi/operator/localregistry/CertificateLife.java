package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistryStatus.Certificate;
import dev.onggi.operator.localregistry.certificate.CertifiedKey;
import dev.onggi.operator.localregistry.certificate.LeafDecision;
import java.time.Instant;

/** Until when a certificate is valid, and when it is renewed. */
record CertificateLife(Instant notAfter, Instant renewalTime) {

    static CertificateLife of(CertifiedKey leaf) {
        return new CertificateLife(
                leaf.certificate().getNotAfter().toInstant(), LeafDecision.renewalTime(leaf.certificate()));
    }

    /** As the status has it. */
    Certificate toStatus() {
        return new Certificate(notAfter.toString(), renewalTime.toString(), null);
    }
}
