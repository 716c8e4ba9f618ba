package dev.onggi.operator.localregistry;

import dev.onggi.operator.localregistry.certificate.Authority;
import dev.onggi.operator.localregistry.certificate.CertifiedKey;
import dev.onggi.operator.localregistry.certificate.PemException;
import dev.onggi.operator.localregistry.resource.CertificateSecrets;
import dev.onggi.operator.localregistry.resource.SecretData;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.TreeMap;

/** The Secret that the operator's CA is kept in. */
public final class AuthoritySecret {

    /** Its name, in the operator's namespace. */
    public static final String NAME = "onggi-ca";

    private static final String NEXT_CERTIFICATE = "next.crt";
    private static final String NEXT_PRIVATE_KEY = "next.key";

    private AuthoritySecret() {}

    /**
     * The Secret of a CA.
     *
     * @param uid of the Secret that is there; null where there is none
     */
    public static Secret of(Authority authority, String namespace, String uid) {
        var labels = new TreeMap<String, String>();
        labels.put(Labels.MANAGED_BY, Labels.ONGGI);
        labels.put(Labels.NAME, "certificate-authority");
        var data = new TreeMap<String, String>();
        data.put(CertificateSecrets.CERTIFICATE, authority.current().certificatePem());
        data.put(CertificateSecrets.PRIVATE_KEY, authority.current().privateKeyPem());
        authority.next().ifPresent(next -> {
            data.put(NEXT_CERTIFICATE, next.certificatePem());
            data.put(NEXT_PRIVATE_KEY, next.privateKeyPem());
        });
        return new SecretBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(namespace)
                .withUid(uid)
                .withLabels(labels)
                .endMetadata()
                .withType("kubernetes.io/tls")
                .withData(SecretData.encode(data))
                .build();
    }

    /**
     * The CA in a Secret.
     *
     * @throws AuthorityUnusableException where there is none in it
     */
    public static Authority read(Secret secret) {
        try {
            var next = SecretData.text(secret, NEXT_CERTIFICATE)
                    .map(certificate -> CertifiedKey.parse(certificate, text(secret, NEXT_PRIVATE_KEY)));
            return new Authority(
                    CertifiedKey.parse(
                            text(secret, CertificateSecrets.CERTIFICATE), text(secret, CertificateSecrets.PRIVATE_KEY)),
                    next);
        } catch (PemException e) {
            throw new AuthorityUnusableException(secret.getMetadata().getNamespace(), e);
        }
    }

    private static String text(Secret secret, String key) {
        return SecretData.text(secret, key).orElse("");
    }
}
