package dev.onggi.operator.gateway;

import dev.onggi.operator.gateway.storage.StorageSettings;
import java.util.Optional;

/** Reads where the registry keeps its data. */
final class StorageEnvironment {

    private StorageEnvironment() {}

    static Optional<StorageSettings> read(Environment environment) throws SettingsException {
        var root = environment.path("STORAGE");
        var bucket = environment.text("S3_BUCKET");
        if (root.isPresent() && bucket.isPresent()) {
            throw environment.wrong("STORAGE", "and ONGGI_GATEWAY_S3_BUCKET exclude each other");
        }
        if (root.isPresent()) {
            return Optional.of(new StorageSettings.FileSystem(root.get()));
        }
        return bucket.isEmpty() ? Optional.empty() : Optional.of(bucket(environment, bucket.get()));
    }

    private static StorageSettings bucket(Environment environment, String bucket) throws SettingsException {
        return new StorageSettings.Bucket(
                bucket,
                environment
                        .text("S3_REGION")
                        .orElseThrow(() -> environment.wrong("S3_REGION", "must be set where S3_BUCKET is")),
                environment.uri("S3_ENDPOINT"),
                trimmed(environment.text("S3_PREFIX").orElse("")),
                credential(environment, "AWS_ACCESS_KEY_ID"),
                credential(environment, "AWS_SECRET_ACCESS_KEY"),
                environment.path("S3_CA"));
    }

    private static String credential(Environment environment, String name) throws SettingsException {
        return environment
                .whole(name)
                .orElseThrow(() -> new SettingsException(name + " must be set where ONGGI_GATEWAY_S3_BUCKET is"));
    }

    private static String trimmed(String prefix) {
        return prefix.replaceAll("^/+|/+$", "");
    }
}
