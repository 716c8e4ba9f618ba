package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.certificate.Authority;
import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.localregistry.certificate.CertificateReading;
import dev.onggi.operator.localregistry.certificate.LeafDecision;
import dev.onggi.operator.localregistry.certificate.ServerNames;
import dev.onggi.operator.localregistry.certificate.TlsMaterial;
import dev.onggi.operator.localregistry.resource.CertificateSecrets.InUse;
import dev.onggi.operator.localregistry.resource.CertificateSecrets.Trusted;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What is in the two Secrets of a registry's certificate: kept as long as it serves, changed in the right order. */
final class RegistryCertificates {

    private static final Logger LOG = Logger.getLogger(RegistryCertificates.class);

    private final CertificateWishes wishes;
    private final CertificateIssuer issuer;
    private final Clock clock;

    RegistryCertificates(CertificateWishes wishes, CertificateIssuer issuer, Clock clock) {
        this.wishes = wishes;
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * The CAs that everybody shall trust.
     *
     * @throws CertificateNotReadyException where there is no certificate yet
     */
    Trusted trusted(LocalRegistry registry, String clusterIp, Optional<InUse> inUse, Optional<Trusted> before) {
        var wanted = switch (wishes.of(registry, clusterIp)) {
            case CertificateWish.SelfSigned own -> Optional.of(own.authority().bundle());
            case CertificateWish.Supplied supplied ->
                Optional.of(supplied.material().authorities());
            case CertificateWish.Pending pending -> Optional.<String>empty();
            case CertificateWish.Unusable unusable -> Optional.<String>empty();
            case CertificateWish.None none -> Optional.<String>empty();
        };
        return wanted.or(() -> inUse.map(there -> there.material().authorities()))
                .map(authorities -> CertificateChange.trusted(authorities, inUse, before, clock.instant()))
                .orElseThrow(CertificateNotReadyException::new);
    }

    /**
     * The certificate and key that the registry shall use now.
     *
     * @throws CertificateNotReadyException where there is none yet
     */
    InUse inUse(LocalRegistry registry, String clusterIp, Optional<InUse> before, Optional<Trusted> trusted) {
        var now = clock.instant();
        return switch (wishes.of(registry, clusterIp)) {
            case CertificateWish.SelfSigned own -> {
                var wanted = selfSigned(registry, clusterIp, own.authority(), before, trusted, now);
                yield told(registry, before, CertificateChange.inUse(wanted, before, trusted, now));
            }
            case CertificateWish.Supplied supplied ->
                told(registry, before, CertificateChange.inUse(supplied.material(), before, trusted, now));
            case CertificateWish.Pending pending -> before.orElseThrow(CertificateNotReadyException::new);
            case CertificateWish.Unusable unusable -> before.orElseThrow(CertificateNotReadyException::new);
            case CertificateWish.None none -> before.orElseThrow(CertificateNotReadyException::new);
        };
    }

    /** How it stands, after the Secrets have been made. */
    CertificateState state(LocalRegistry registry, Observation observed) {
        if (observed.clusterIp().isEmpty()) {
            return new CertificateState.Pending(Optional.empty(), "there is no certificate yet");
        }
        var wish = wishes.of(registry, observed.clusterIp().get());
        var inUse = observed.tls();
        return switch (wish) {
            case CertificateWish.SelfSigned own ->
                CertificateStates.selfSigned(own.authority(), inUse, observed.trusted());
            case CertificateWish.Supplied supplied ->
                CertificateStates.supplied(supplied.material(), inUse, observed.trusted());
            case CertificateWish.Pending pending ->
                new CertificateState.Pending(CertificateStates.life(inUse, false), pending.message());
            case CertificateWish.Unusable unusable ->
                new CertificateState.Unusable(
                        CertificateStates.life(inUse, false), unusable.reason(), unusable.message());
            case CertificateWish.None none -> new CertificateState.Disabled();
        };
    }

    private TlsMaterial selfSigned(
            LocalRegistry registry,
            String clusterIp,
            Authority authority,
            Optional<InUse> before,
            Optional<Trusted> trusted,
            Instant now) {
        var names = ServerNames.of(ChildMetadata.names(registry), clusterIp).withLoopback();
        var bothTrusted = CertificateChange.isTrusted(authority.bundle(), trusted, now);
        var there = before.map(InUse::material).flatMap(CertificateReading::pair);
        var leaf = switch (LeafDecision.of(there, authority, bothTrusted, names, now)) {
            case LeafDecision.Keep keep -> there.orElseThrow();
            case LeafDecision.Issue issue -> issuer.leaf(authority.signer(bothTrusted), names);
        };
        return new TlsMaterial(leaf.certificatePem(), leaf.privateKeyPem(), authority.bundle());
    }

    private static InUse told(LocalRegistry registry, Optional<InUse> before, InUse now) {
        var changed = before.map(InUse::material)
                .filter(there -> there.certificate().equals(now.material().certificate()))
                .isEmpty();
        if (changed) {
            LOG.infof(
                    "certificate changed: namespace=%s name=%s",
                    registry.getMetadata().getNamespace(),
                    registry.getMetadata().getName());
        }
        return now;
    }
}
