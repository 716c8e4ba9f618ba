package dev.onggi.operator.gateway;

import dev.onggi.operator.gateway.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real S3 server for all tests of a class, and buckets of it, those that there are and those that there are not. */
public final class SharedS3Server implements BeforeAllCallback, AfterAllCallback {

    /** A secret that it does not know. */
    public static final String WRONG = "a-wrong-secret";

    private Path work;
    private S3Server server;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        work = Files.createTempDirectory("onggi-s3-");
        server = S3Server.on(work);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        server.close();
        try (var files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The bucket that there is, from a prefix on. */
    public StorageSettings.Bucket bucket(String prefix) {
        return server.bucket(prefix);
    }

    /** The same, with a secret that the server does not know. */
    public StorageSettings.Bucket withWrongSecret() {
        return server.bucket("", WRONG, Optional.empty());
    }

    /** A bucket of another name, which there is not. */
    public StorageSettings.Bucket named(String name) {
        var like = bucket("");
        return new StorageSettings.Bucket(
                name,
                like.region(),
                like.endpoint(),
                like.prefix(),
                like.accessKeyId(),
                like.secretAccessKey(),
                like.ca());
    }

    /** Makes a bucket, as an admin does. */
    public void make(StorageSettings.Bucket bucket) throws IOException {
        Files.createDirectory(work.resolve("s3").resolve(bucket.bucket()));
    }
}
