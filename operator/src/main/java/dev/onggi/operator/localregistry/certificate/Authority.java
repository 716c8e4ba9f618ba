package dev.onggi.operator.localregistry.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The operator's CA. At two thirds of its life another one comes beside it: everybody trusts both from then on, and
 * certificates move to the new one as soon as that has been so for a while. The old one goes when it expires.
 *
 * @param next the other one, while both are there
 */
public record Authority(CertifiedKey current, Optional<CertifiedKey> next) {

    /** What has to be done with a CA at some time. */
    public enum Step {
        /** Nothing. */
        NONE,
        /** Another one has to come beside it. */
        ADD_NEXT,
        /** It has expired: the other one takes its place. */
        MOVE_TO_NEXT
    }

    /** What has to be done now. */
    public Step step(Instant now) {
        if (next.isEmpty()) {
            return now.isBefore(LeafDecision.renewalTime(current.certificate())) ? Step.NONE : Step.ADD_NEXT;
        }
        return now.isBefore(current.certificate().getNotAfter().toInstant()) ? Step.NONE : Step.MOVE_TO_NEXT;
    }

    /** The certificates to trust, in PEM. */
    public String bundle() {
        return current.certificatePem() + next.map(CertifiedKey::certificatePem).orElse("");
    }

    /**
     * The one to sign with.
     *
     * @param trusted whether everybody trusts both by now
     */
    public CertifiedKey signer(boolean trusted) {
        return trusted ? next.orElse(current) : current;
    }

    /** Which of the two has signed a certificate. */
    public Optional<X509Certificate> signerOf(X509Certificate leaf) {
        return Stream.concat(next.stream(), Stream.of(current))
                .map(CertifiedKey::certificate)
                .filter(ca -> isSignedBy(leaf, ca))
                .findFirst();
    }

    static boolean isSignedBy(X509Certificate certificate, X509Certificate ca) {
        try {
            certificate.verify(ca.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
