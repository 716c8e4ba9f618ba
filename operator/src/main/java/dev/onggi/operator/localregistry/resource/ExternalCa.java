package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;

/** A copy of an external registry's CA, under the name that build Pods know from registries of the operator's own. */
public final class ExternalCa {

    private ExternalCa() {}

    /** The Secret; a CA's certificate is no secret. */
    public static Secret of(LocalRegistry registry, String ca) {
        return new SecretBuilder()
                .withMetadata(
                        ChildMetadata.of(registry, ChildMetadata.names(registry).caSecret(), ChildMetadata.REGISTRY))
                .withType("Opaque")
                .withData(SecretData.encode(Map.of(CertificateSecrets.CA_CERTIFICATE, ca)))
                .build();
    }
}
