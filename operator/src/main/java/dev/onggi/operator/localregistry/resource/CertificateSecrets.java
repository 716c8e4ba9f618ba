package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;

/** The Secrets of a registry's certificate: one for the registry, with the key; one for those who trust it, without. */
public final class CertificateSecrets {

    /** Key of the CA's certificate. */
    public static final String CA_CERTIFICATE = "ca.crt";

    /** Key of the registry's certificate. */
    public static final String CERTIFICATE = "tls.crt";

    /** Key of the registry's private key. */
    public static final String PRIVATE_KEY = "tls.key";

    private CertificateSecrets() {}

    /** The registry's certificate and private key, both in PEM. */
    public static Secret tls(LocalRegistry registry, String certificate, String privateKey, String ca) {
        return new SecretBuilder()
                .withMetadata(
                        ChildMetadata.of(registry, ChildMetadata.names(registry).tlsSecret(), ChildMetadata.REGISTRY))
                .withType("kubernetes.io/tls")
                .withData(SecretData.encode(
                        Map.of(CERTIFICATE, certificate, PRIVATE_KEY, privateKey, CA_CERTIFICATE, ca)))
                .build();
    }

    /** The CA's certificate alone, in PEM, for build pods and users to trust. */
    public static Secret ca(LocalRegistry registry, String ca) {
        return new SecretBuilder()
                .withMetadata(
                        ChildMetadata.of(registry, ChildMetadata.names(registry).caSecret(), ChildMetadata.REGISTRY))
                .withType("Opaque")
                .withData(SecretData.encode(Map.of(CA_CERTIFICATE, ca)))
                .build();
    }
}
