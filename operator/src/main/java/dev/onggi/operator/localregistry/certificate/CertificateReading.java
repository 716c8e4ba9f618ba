package dev.onggi.operator.localregistry.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** What a certificate in PEM says of itself. */
public final class CertificateReading {

    private CertificateReading() {}

    /** Certificate and key, where both can be read. */
    public static Optional<CertifiedKey> pair(TlsMaterial material) {
        try {
            return Optional.of(CertifiedKey.parse(material.certificate(), material.privateKey()));
        } catch (PemException e) {
            return Optional.empty();
        }
    }

    /** Until when the certificate is valid. */
    public static Instant notAfter(CertifiedKey pair) {
        return pair.certificate().getNotAfter().toInstant();
    }

    /** When a certificate of the operator's own CA is renewed. */
    public static Instant renewalTime(CertifiedKey pair) {
        return LeafDecision.renewalTime(pair.certificate());
    }

    /** Until when the CA is valid that signed the certificate, where it is among those given. */
    public static Optional<Instant> authorityNotAfter(CertifiedKey pair, String authorities) {
        try {
            return Pem.certificates(authorities).stream()
                    .filter(ca -> Authority.isSignedBy(pair.certificate(), ca))
                    .map(X509Certificate::getNotAfter)
                    .map(Date::toInstant)
                    .findFirst();
        } catch (PemException e) {
            return Optional.empty();
        }
    }
}
