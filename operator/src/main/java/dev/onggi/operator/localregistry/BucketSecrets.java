package dev.onggi.operator.localregistry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.onggi.api.v1alpha1.LocalObjectReference;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.RegistryStorage.S3;
import dev.onggi.operator.localregistry.resource.RegistryUsers;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells when the Secrets of a bucket have got other content: the registry reads them when it starts and never again.
 *
 * <p>What stands in its Pod for that, everybody sees who may look at Pods, and a plain hash of a short password gives that
 * away to whoever tries enough of them. So the hash has a key, which lies in the Secret with the registry's users.
 */
final class BucketSecrets {

    private static final String ALGORITHM = "HmacSHA256";

    /** The key signs uploads as well; nothing that is signed there begins like this. */
    private static final String PURPOSE = "onggi.dev/bucket-secrets\n";

    private static final int SHOWN_BYTES = 8;

    private final NamedSecrets secrets;

    BucketSecrets(NamedSecrets secrets) {
        this.secrets = secrets;
    }

    /**
     * What the Pod is to have for them; empty without a bucket.
     *
     * @param actual the registry as it is: while a Secret is missing or lacks a key, it is left to serve with what it has read
     */
    Optional<String> mark(LocalRegistry registry, RegistryUsers users, Optional<Deployment> actual) {
        return SpecValues.s3(registry)
                .flatMap(bucket -> content(registry, bucket)
                        .map(content -> sealed(users.httpSecret(), content))
                        .or(() -> actual.flatMap(BucketSecrets::mark)));
    }

    private Optional<String> content(LocalRegistry registry, S3 bucket) {
        var name = bucket.secretRef().name();
        return secrets.text(registry, name, "accessKeyId")
                .flatMap(id -> secrets.text(registry, name, "secretAccessKey").map(key -> id + "\n" + key))
                .flatMap(credential -> authority(registry, bucket.caRef()).map(ca -> credential + "\n" + ca));
    }

    private Optional<String> authority(LocalRegistry registry, LocalObjectReference reference) {
        return reference == null ? Optional.of("") : secrets.text(registry, reference.name(), "ca.crt");
    }

    private static Optional<String> mark(Deployment there) {
        return Optional.ofNullable(there.getSpec().getTemplate().getMetadata().getAnnotations())
                .map((Map<String, String> annotations) -> annotations.get(Labels.BUCKET_SECRETS));
    }

    private static String sealed(String key, String content) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM));
            var hash = mac.doFinal((PURPOSE + content).getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }
}
