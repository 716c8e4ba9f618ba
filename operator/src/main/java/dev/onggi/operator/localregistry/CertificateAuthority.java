package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.localregistry.certificate.CertifiedKey;
import dev.onggi.operator.localregistry.certificate.PemException;
import dev.onggi.operator.localregistry.resource.CertificateSecrets;
import dev.onggi.operator.localregistry.resource.SecretData;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The operator's CA, which signs the certificates of all registries. It lives in one Secret in the operator's namespace,
 * is made the first time that it is needed, and is never changed: whoever deletes the Secret gets a new CA, and with it
 * new certificates everywhere.
 */
final class CertificateAuthority {

    /** Name of the Secret. */
    static final String SECRET = "onggi-ca";

    private final String namespace;
    private final KubernetesClient client;
    private final InformerEventSource<Secret, LocalRegistry> source;
    private final CertificateIssuer issuer;

    CertificateAuthority(
            String namespace,
            KubernetesClient client,
            InformerEventSource<Secret, LocalRegistry> source,
            CertificateIssuer issuer) {
        this.namespace = namespace;
        this.client = client;
        this.source = source;
        this.issuer = issuer;
    }

    /**
     * The CA.
     *
     * @throws AuthorityUnusableException where the Secret is there and holds no CA
     */
    synchronized CertifiedKey current() {
        var id = new ResourceID(SECRET, namespace);
        return read(source.get(id).orElseGet(() -> create(id)));
    }

    private Secret create(ResourceID id) {
        try {
            var created = client.resource(secret(issuer.ca())).create();
            source.handleRecentResourceCreate(id, created);
            return created;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            // the informer has not heard of it yet: another instance was quicker
            return client.secrets().inNamespace(namespace).withName(SECRET).require();
        }
    }

    private Secret secret(CertifiedKey ca) {
        var labels = new TreeMap<String, String>();
        labels.put(Labels.MANAGED_BY, Labels.ONGGI);
        labels.put(Labels.NAME, "certificate-authority");
        return new SecretBuilder()
                .withNewMetadata()
                .withName(SECRET)
                .withNamespace(namespace)
                .withLabels(labels)
                .endMetadata()
                .withType("kubernetes.io/tls")
                .withData(SecretData.encode(Map.of(
                        CertificateSecrets.CERTIFICATE, ca.certificatePem(),
                        CertificateSecrets.PRIVATE_KEY, ca.privateKeyPem())))
                .build();
    }

    private CertifiedKey read(Secret secret) {
        try {
            return CertifiedKey.parse(
                    SecretData.text(secret, CertificateSecrets.CERTIFICATE).orElse(""),
                    SecretData.text(secret, CertificateSecrets.PRIVATE_KEY).orElse(""));
        } catch (PemException e) {
            throw new AuthorityUnusableException(namespace, e);
        }
    }
}
