package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.certificate.TlsMaterial;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The Secrets of a registry's certificate: one for the registry, with the key; one for those who trust it, without. */
public final class CertificateSecrets {

    /** Key of the CAs. */
    public static final String CA_CERTIFICATE = "ca.crt";

    /** Key of the registry's certificate. */
    public static final String CERTIFICATE = "tls.crt";

    /** Key of the registry's private key. */
    public static final String PRIVATE_KEY = "tls.key";

    /** Key of the CAs of the certificate before, which a gateway may still be using. */
    static final String PREVIOUS_CA = "previous-ca.crt";

    /** Annotation: since when the certificate is in use, or all of the CAs have been there to trust, in RFC 3339. */
    static final String SINCE = "onggi.dev/since";

    private CertificateSecrets() {}

    /**
     * What is in use.
     *
     * @param previousAuthorities CAs of the certificate before, where it had others; in PEM
     * @param since when this one came into use
     */
    public record InUse(TlsMaterial material, Optional<String> previousAuthorities, Instant since) {}

    /**
     * The CAs to trust.
     *
     * @param since when the last of them was added
     */
    public record Trusted(String authorities, Instant since) {}

    /** The registry's certificate and private key. */
    public static Secret tls(LocalRegistry registry, InUse inUse) {
        var metadata = ChildMetadata.of(registry, ChildMetadata.names(registry).tlsSecret(), ChildMetadata.REGISTRY);
        metadata.setAnnotations(Map.of(SINCE, inUse.since().toString()));
        var data = new TreeMap<String, String>();
        data.put(CERTIFICATE, inUse.material().certificate());
        data.put(PRIVATE_KEY, inUse.material().privateKey());
        data.put(CA_CERTIFICATE, inUse.material().authorities());
        inUse.previousAuthorities().ifPresent(authorities -> data.put(PREVIOUS_CA, authorities));
        return new SecretBuilder()
                .withMetadata(metadata)
                .withType("kubernetes.io/tls")
                .withData(SecretData.encode(data))
                .build();
    }

    /** The CAs alone, for build Pods and users to trust. */
    public static Secret ca(LocalRegistry registry, Trusted trusted) {
        var metadata = ChildMetadata.of(registry, ChildMetadata.names(registry).caSecret(), ChildMetadata.REGISTRY);
        metadata.setAnnotations(Map.of(SINCE, trusted.since().toString()));
        return new SecretBuilder()
                .withMetadata(metadata)
                .withType("Opaque")
                .withData(SecretData.encode(Map.of(CA_CERTIFICATE, trusted.authorities())))
                .build();
    }

    /** What such a Secret says is in use. */
    public static Optional<InUse> readTls(Secret secret) {
        var certificate = SecretData.text(secret, CERTIFICATE);
        var privateKey = SecretData.text(secret, PRIVATE_KEY);
        return certificate.isEmpty() || privateKey.isEmpty()
                ? Optional.empty()
                : Optional.of(new InUse(
                        new TlsMaterial(
                                certificate.get(),
                                privateKey.get(),
                                SecretData.text(secret, CA_CERTIFICATE).orElse("")),
                        SecretData.text(secret, PREVIOUS_CA),
                        since(secret)));
    }

    /** What such a Secret says is trusted. */
    public static Optional<Trusted> readCa(Secret secret) {
        return SecretData.text(secret, CA_CERTIFICATE).map(authorities -> new Trusted(authorities, since(secret)));
    }

    /** Version 0.1 wrote no such time; what it made has been in use for long. */
    private static Instant since(Secret secret) {
        try {
            return Optional.ofNullable(secret.getMetadata().getAnnotations())
                    .map(annotations -> annotations.get(SINCE))
                    .map(Instant::parse)
                    .orElse(Instant.EPOCH);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
