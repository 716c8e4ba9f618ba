package dev.onggi.operator.localregistry.certmanager;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.RegistryTls;
import dev.onggi.operator.localregistry.certificate.ServerNames;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import java.util.List;
import java.util.Objects;

/** The Certificate that a LocalRegistry asks cert-manager for. */
public final class CertificateFactory {

    private static final int P256 = 256;

    private CertificateFactory() {}

    /** The Certificate; cert-manager renews it by its own rules, with a new key each time. */
    public static Certificate of(LocalRegistry registry, RegistryTls.CertManager kind, ServerNames names) {
        var certificate = new Certificate();
        certificate.setMetadata(
                ChildMetadata.of(registry, ChildMetadata.names(registry).registry(), ChildMetadata.REGISTRY));
        var issuer = kind.issuerRef();
        certificate.setSpec(new Certificate.Spec(
                ChildMetadata.names(registry).issuedSecret(),
                new Certificate.SecretTemplate(ChildMetadata.elsewhere(registry)),
                names.dns(),
                names.addresses(),
                List.of("server auth"),
                new Certificate.PrivateKey("ECDSA", P256, "Always"),
                new Certificate.IssuerRef(
                        issuer.name(),
                        Objects.requireNonNullElse(issuer.kind(), "Issuer"),
                        Objects.requireNonNullElse(issuer.group(), Certificate.GROUP))));
        return certificate;
    }
}
