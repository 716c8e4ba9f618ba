package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.RegistryStorage.S3;
import java.util.Objects;

/**
 * The part of the registry's configuration that says where the images are kept. What comes from the spec has a form that
 * the schema allows, in which there is no quote and no backslash; in quotes, because a bucket may be called "null".
 */
final class StorageConfig {

    private static final String FILE_SYSTEM = """
            storage:
              filesystem:
                rootdirectory: %s
              delete:
                enabled: true
            """;

    private static final String BUCKET = """
            storage:
              s3:
                bucket: "%s"
                region: "%s"
                rootdirectory: "/%s"
            %s  delete:
                enabled: true
              # nodes and build pods have no way to the bucket, and no trust in it: the registry hands the blobs out itself
              redirect:
                disable: true
            """;

    /** Buckets as host names need a DNS of their own, which only Amazon's have for certain. */
    private static final String ENDPOINT = """
                regionendpoint: "%s"
                forcepathstyle: true
                secure: %s
            """;

    private StorageConfig() {}

    /** The section. Without a cache of descriptors: a blob that garbage collection deletes must be gone at once. */
    static String text(LocalRegistry registry) {
        return SpecValues.s3(registry)
                .map(StorageConfig::bucket)
                .orElseGet(() -> FILE_SYSTEM.formatted(StorageVolumes.DATA_PATH));
    }

    private static String bucket(S3 bucket) {
        var endpoint = bucket.endpoint() == null
                ? ""
                : ENDPOINT.formatted(bucket.endpoint(), bucket.endpoint().startsWith("https:"))
                        .indent(4);
        return BUCKET.formatted(
                bucket.bucket(),
                Objects.requireNonNullElse(bucket.region(), StorageEnvironment.DEFAULT_REGION),
                Objects.requireNonNullElse(bucket.prefix(), ""),
                endpoint);
    }
}
