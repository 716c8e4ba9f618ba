package dev.onggi.operator.localregistry.certificate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a registry's certificate still serves. */
public sealed interface LeafDecision {

    /** It serves, until it is renewed at {@code renewalTime}. */
    record Keep(Instant renewalTime) implements LeafDecision {}

    /** A new one has to be issued; {@code cause} is a half-sentence for the log. */
    record Issue(String cause) implements LeafDecision {}

    /**
     * Decides.
     *
     * @param leaf the certificate that is there, if it can be read
     * @param trusted whether all who trust the CA trust its successor too, where there is one
     */
    static LeafDecision of(
            Optional<CertifiedKey> leaf, Authority authority, boolean trusted, ServerNames names, Instant now) {
        if (leaf.isEmpty()) {
            return new Issue("there is none that can be read");
        }
        var certificate = leaf.get().certificate();
        if (!names.areThoseOf(certificate)) {
            return new Issue("the names of the registry have changed");
        }
        if (!leaf.get().belongTogether()) {
            return new Issue("its private key belongs to another one");
        }
        var signer = authority.signerOf(certificate);
        if (signer.isEmpty()) {
            return new Issue("the CA has changed");
        }
        if (trusted && !signer.get().equals(authority.signer(true).certificate())) {
            return new Issue("the CA is being renewed");
        }
        var renewal = renewalTime(certificate);
        return now.isBefore(renewal) ? new Keep(renewal) : new Issue("two thirds of its life have passed");
    }

    /** When a certificate is renewed: at two thirds of its life. */
    static Instant renewalTime(X509Certificate certificate) {
        var start = certificate.getNotBefore().toInstant();
        var life = Duration.between(start, certificate.getNotAfter().toInstant());
        return start.plus(life.multipliedBy(2).dividedBy(3));
    }
}
