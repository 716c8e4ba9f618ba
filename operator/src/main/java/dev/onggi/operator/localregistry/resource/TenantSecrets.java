package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.model.UserSeed;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Secrets that a registry has in another namespace that may use it. */
public final class TenantSecrets {

    private TenantSecrets() {}

    /**
     * All of them: to push with, to pull with, and the CAs where there are some.
     *
     * @param pullAddresses every host and port that the registry is pulled from
     * @param ca the CAs in PEM; empty where the registry speaks plain HTTP
     */
    public static List<Secret> of(
            LocalRegistry registry, Tenant tenant, UserSeed seed, List<String> pullAddresses, String ca) {
        var names = ChildMetadata.names(registry);
        var secrets = new ArrayList<Secret>();
        secrets.add(DockerConfigSecret.of(
                metadata(registry, tenant, names.pushSecretIn(tenant.namespace())),
                List.of(names.address()),
                tenant.pushUser(),
                tenant.pushPassword(seed)));
        secrets.add(DockerConfigSecret.of(
                metadata(registry, tenant, names.pullSecretIn(tenant.namespace())),
                pullAddresses,
                tenant.pullUser(),
                tenant.pullPassword(seed)));
        if (!ca.isEmpty()) {
            secrets.add(authorities(registry, tenant, ca));
        }
        return secrets;
    }

    /** The one with the CAs, in PEM. */
    public static Secret authorities(LocalRegistry registry, Tenant tenant, String ca) {
        return new SecretBuilder()
                .withMetadata(
                        metadata(registry, tenant, ChildMetadata.names(registry).caSecretIn(tenant.namespace())))
                .withType("Opaque")
                .withData(SecretData.encode(Map.of(CertificateSecrets.CA_CERTIFICATE, ca)))
                .build();
    }

    private static ObjectMeta metadata(LocalRegistry registry, Tenant tenant, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(tenant.namespace())
                .withLabels(ChildMetadata.elsewhere(registry))
                .build();
    }
}
