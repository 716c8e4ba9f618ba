package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.RegistryStorage.S3;
import java.util.Objects;

/**
 * The part of the registry's configuration that says where the images are kept. What comes from the spec has a form that
 * the schema allows, in which there is no quote and no backslash; in quotes, because a bucket may be called "null".
 */
final class StorageConfig {

    private StorageConfig() {}

    /** What stands below {@code storage:}, without indentation. */
    static String text(LocalRegistry registry) {
        return SpecValues.s3(registry).map(StorageConfig::bucket).orElseGet(() -> """
                filesystem:
                  rootdirectory: %s
                """.formatted(StorageParts.DATA));
    }

    private static String bucket(S3 bucket) {
        return """
                s3:
                  bucket: "%s"
                  region: "%s"
                  rootdirectory: "/%s"
                %s# nodes and build pods have no way to the bucket, and no trust in it: the registry hands the blobs out itself
                redirect:
                  disable: true
                """.formatted(
                        bucket.bucket(),
                        Objects.requireNonNullElse(bucket.region(), StorageEnvironment.DEFAULT_REGION),
                        Objects.requireNonNullElse(bucket.prefix(), ""),
                        bucket.endpoint() == null ? "" : endpoint(bucket.endpoint()));
    }

    /** Buckets as host names need a DNS of their own, which only Amazon's have for certain. */
    private static String endpoint(String url) {
        return """
                  regionendpoint: "%s"
                  forcepathstyle: true
                  secure: %s
                """.formatted(url, url.startsWith("https:"));
    }
}
