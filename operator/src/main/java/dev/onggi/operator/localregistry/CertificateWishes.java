package dev.onggi.operator.localregistry;

import static dev.onggi.operator.localregistry.resource.CertificateSecrets.CA_CERTIFICATE;
import static dev.onggi.operator.localregistry.resource.CertificateSecrets.CERTIFICATE;
import static dev.onggi.operator.localregistry.resource.CertificateSecrets.PRIVATE_KEY;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.certificate.ServerNames;
import dev.onggi.operator.localregistry.certificate.SuppliedCertificate;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import dev.onggi.operator.localregistry.resource.SecretData;
import dev.onggi.operator.localregistry.resource.SpecValues;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Clock;
import java.util.stream.Stream;

/** Finds out what the certificate of a registry shall be. */
final class CertificateWishes {

    private final CertificateAuthority authority;
    private final CertManager certManager;
    private final NamedSecrets secrets;
    private final Clock clock;

    CertificateWishes(CertificateAuthority authority, CertManager certManager, NamedSecrets secrets, Clock clock) {
        this.authority = authority;
        this.certManager = certManager;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** The wish; {@code clusterIp} is the address of the registry's Service. */
    CertificateWish of(LocalRegistry registry, String clusterIp) {
        if (!SpecValues.tlsWanted(registry)) {
            return new CertificateWish.None();
        }
        var names = ServerNames.of(ChildMetadata.names(registry), clusterIp);
        if (SpecValues.certManager(registry).isPresent()) {
            return usable(registry, names) instanceof SuppliedCertificate.Usable usable
                    ? new CertificateWish.Supplied(usable.material())
                    : certManager.explain(registry, cause(registry, names));
        }
        return SpecValues.tlsSecret(registry)
                .map(reference -> supplied(registry, names, reference.name()))
                .orElseGet(() -> new CertificateWish.SelfSigned(authority.current()));
    }

    private CertificateWish supplied(LocalRegistry registry, ServerNames names, String secret) {
        return switch (usable(registry, names)) {
            case SuppliedCertificate.Usable usable -> new CertificateWish.Supplied(usable.material());
            case SuppliedCertificate.Unusable unusable ->
                new CertificateWish.Unusable(
                        LocalRegistryReasons.CERTIFICATE_UNUSABLE,
                        "Secret %1$s/%2$s cannot be used as spec.tls.secretRef: %3$s; put a certificate, its key and its CA there: kubectl create secret generic -n %1$s %2$s --from-file=tls.crt --from-file=tls.key --from-file=ca.crt --dry-run=client -o yaml | kubectl apply -f -"
                                .formatted(registry.getMetadata().getNamespace(), secret, unusable.cause()));
        };
    }

    private String cause(LocalRegistry registry, ServerNames names) {
        return usable(registry, names) instanceof SuppliedCertificate.Unusable unusable ? unusable.cause() : "";
    }

    private SuppliedCertificate usable(LocalRegistry registry, ServerNames names) {
        return secrets.certificate(registry)
                .map(secret -> usable(secret, names))
                .orElseGet(() -> new SuppliedCertificate.Unusable("there is no such Secret"));
    }

    private SuppliedCertificate usable(Secret secret, ServerNames names) {
        var missing = Stream.of(CERTIFICATE, PRIVATE_KEY, CA_CERTIFICATE)
                .filter(key -> SecretData.text(secret, key)
                        .filter(text -> !text.isBlank())
                        .isEmpty())
                .toList();
        return missing.isEmpty()
                ? SuppliedCertificate.of(
                        text(secret, CERTIFICATE),
                        text(secret, PRIVATE_KEY),
                        text(secret, CA_CERTIFICATE),
                        names,
                        clock.instant())
                : new SuppliedCertificate.Unusable("it has no " + String.join(", no ", missing));
    }

    private static String text(Secret secret, String key) {
        return SecretData.text(secret, key).orElse("");
    }
}
