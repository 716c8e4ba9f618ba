package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.RegistryStorage.S3;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the containers that work on the storage read from their environment. The credentials of a bucket come from the
 * user's Secret by the kubelet's hand: they stand in no object of the operator's.
 */
final class StorageEnvironment {

    /** Region where the spec names none; servers other than Amazon's take any. */
    static final String DEFAULT_REGION = "us-east-1";

    private static final String CA_FILE = StorageVolumes.S3_CA_PATH + "/ca.crt";

    private StorageEnvironment() {}

    /** Of the registry's own container; the names are those of the AWS SDK. */
    static List<EnvVar> ofRegistry(LocalRegistry registry) {
        var variables = new ArrayList<EnvVar>();
        SpecValues.s3(registry).ifPresent(bucket -> {
            variables.addAll(credentials(bucket));
            if (bucket.caRef() != null) {
                variables.add(value("AWS_CA_BUNDLE", CA_FILE));
            }
        });
        return variables;
    }

    /** Of the gateway's container. */
    static List<EnvVar> ofGateway(LocalRegistry registry) {
        var bucket = SpecValues.s3(registry);
        if (bucket.isPresent()) {
            return ofGateway(bucket.get());
        }
        return List.of(value("ONGGI_GATEWAY_STORAGE", StorageParts.DATA));
    }

    private static List<EnvVar> ofGateway(S3 bucket) {
        var variables = new ArrayList<>(credentials(bucket));
        variables.add(value("ONGGI_GATEWAY_S3_BUCKET", bucket.bucket()));
        variables.add(value("ONGGI_GATEWAY_S3_REGION", Objects.requireNonNullElse(bucket.region(), DEFAULT_REGION)));
        if (bucket.endpoint() != null) {
            variables.add(value("ONGGI_GATEWAY_S3_ENDPOINT", bucket.endpoint()));
        }
        if (bucket.prefix() != null && !bucket.prefix().isEmpty()) {
            variables.add(value("ONGGI_GATEWAY_S3_PREFIX", bucket.prefix()));
        }
        if (bucket.caRef() != null) {
            variables.add(value("ONGGI_GATEWAY_S3_CA", CA_FILE));
        }
        return variables;
    }

    private static List<EnvVar> credentials(S3 bucket) {
        var variables = new ArrayList<EnvVar>();
        variables.add(key("AWS_ACCESS_KEY_ID", bucket.secretRef().name(), "accessKeyId"));
        variables.add(key("AWS_SECRET_ACCESS_KEY", bucket.secretRef().name(), "secretAccessKey"));
        if (bucket.caRef() != null) {
            // nobody reads it: without it the kubelet would start a container that lacks its CA
            variables.add(key("ONGGI_S3_CA_IS_THERE", bucket.caRef().name(), "ca.crt"));
        }
        return variables;
    }

    private static EnvVar value(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    private static EnvVar key(String name, String secret, String key) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewSecretKeyRef(key, secret, null)
                .endValueFrom()
                .build();
    }
}
