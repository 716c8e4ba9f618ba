package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.localregistry.certificate.CertifiedKey;
import dev.onggi.operator.localregistry.certificate.LeafDecision;
import dev.onggi.operator.localregistry.certificate.PemException;
import dev.onggi.operator.localregistry.certificate.ServerNames;
import dev.onggi.operator.localregistry.resource.CertificateSecrets;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import dev.onggi.operator.localregistry.resource.SecretData;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Keeps the certificate of a registry as long as it serves, and issues another one when it does not. */
final class LeafCertificates {

    private static final Logger LOG = Logger.getLogger(LeafCertificates.class);

    private final CertificateAuthority authority;
    private final CertificateIssuer issuer;
    private final Clock clock;

    LeafCertificates(CertificateAuthority authority, CertificateIssuer issuer, Clock clock) {
        this.authority = authority;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** The Secret of the registry's certificate: as it is, or with a new one. */
    Secret secret(LocalRegistry registry, String clusterIp, Optional<Secret> actual) {
        var ca = authority.current();
        var names = ServerNames.of(ChildMetadata.names(registry), clusterIp);
        var there = actual.flatMap(LeafCertificates::read);
        var leaf = switch (LeafDecision.of(there, ca.certificate(), names, clock.instant())) {
            case LeafDecision.Keep keep -> there.orElseThrow();
            case LeafDecision.Issue issue -> issue(registry, ca, names, issue);
        };
        return CertificateSecrets.tls(registry, leaf.certificatePem(), leaf.privateKeyPem(), ca.certificatePem());
    }

    private CertifiedKey issue(LocalRegistry registry, CertifiedKey ca, ServerNames names, LeafDecision.Issue issue) {
        LOG.infof(
                "certificate issued: namespace=%s name=%s cause=%s",
                registry.getMetadata().getNamespace(), registry.getMetadata().getName(), issue.cause());
        return issuer.leaf(ca, names);
    }

    /** The certificate and key of a Secret, where they can be read. */
    static Optional<CertifiedKey> read(Secret secret) {
        try {
            return Optional.of(CertifiedKey.parse(
                    SecretData.text(secret, CertificateSecrets.CERTIFICATE).orElse(""),
                    SecretData.text(secret, CertificateSecrets.PRIVATE_KEY).orElse("")));
        } catch (PemException e) {
            return Optional.empty();
        }
    }
}
