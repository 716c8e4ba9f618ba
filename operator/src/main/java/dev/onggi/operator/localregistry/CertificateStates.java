package dev.onggi.operator.localregistry;

import dev.onggi.operator.localregistry.certificate.Authority;
import dev.onggi.operator.localregistry.certificate.CertificateReading;
import dev.onggi.operator.localregistry.certificate.TlsMaterial;
import dev.onggi.operator.localregistry.resource.CertificateSecrets.InUse;
import dev.onggi.operator.localregistry.resource.CertificateSecrets.Trusted;
import java.util.Optional;

/** Compares the certificate in use with the one that shall be. */
final class CertificateStates {

    private static final String NONE_YET = "there is no certificate yet";

    private CertificateStates() {}

    static CertificateState selfSigned(Authority authority, Optional<InUse> inUse, Optional<Trusted> trusted) {
        var isOurs = inUse.map(InUse::material)
                .flatMap(CertificateReading::pair)
                .flatMap(pair -> authority.signerOf(pair.certificate()))
                .isPresent();
        return state(isOurs, life(inUse, isOurs), trusted);
    }

    static CertificateState supplied(TlsMaterial wanted, Optional<InUse> inUse, Optional<Trusted> trusted) {
        var isThat = inUse.filter(there -> there.material().certificate().equals(wanted.certificate()))
                .isPresent();
        return state(isThat, life(inUse, false), trusted);
    }

    /**
     * The life of the certificate in use.
     *
     * @param renewed whether the operator renews it
     */
    static Optional<CertificateLife> life(Optional<InUse> inUse, boolean renewed) {
        return inUse.map(InUse::material)
                .flatMap(material -> CertificateReading.pair(material)
                        .map(pair -> new CertificateLife(
                                CertificateReading.notAfter(pair),
                                renewed ? Optional.of(CertificateReading.renewalTime(pair)) : Optional.empty(),
                                CertificateReading.authorityNotAfter(pair, material.authorities()))));
    }

    private static CertificateState state(boolean isWanted, Optional<CertificateLife> life, Optional<Trusted> trusted) {
        if (life.isEmpty()) {
            return new CertificateState.Pending(life, NONE_YET);
        }
        return isWanted || trusted.isEmpty()
                ? new CertificateState.Valid(life.get())
                : new CertificateState.Changing(
                        life.get(), trusted.get().since().plus(CertificateChange.GRACE));
    }
}
