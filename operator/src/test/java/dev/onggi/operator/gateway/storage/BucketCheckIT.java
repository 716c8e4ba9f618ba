package dev.onggi.operator.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.gateway.ProgramRun;
import dev.onggi.operator.gateway.S3Server;
import dev.onggi.operator.gateway.api.StorageFault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real S3 server says of buckets and credentials that it does not like. */
class BucketCheckIT {

    private static final String WRONG = "a-wrong-secret";

    @TempDir
    static Path work;

    private static S3Server server;

    @BeforeAll
    static void start() throws IOException {
        server = S3Server.on(work);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void shouldFindNothingWrongWithAnEmptyBucket() {
        // When / Then
        assertThat(look(server.bucket("nothing/there/yet"))).isEmpty();
    }

    @Test
    void shouldMissABucketUntilItIsMade() throws IOException {
        // Given
        var bucket = named("made-later", server.bucket(""));

        // When / Then
        assertThat(look(bucket)).hasValueSatisfying(finding -> {
            assertThat(finding.fault()).isEqualTo(StorageFault.MISSING);
            assertThat(finding.words()).startsWith("NoSuchBucket: ");
        });

        // When
        Files.createDirectory(work.resolve("s3").resolve("made-later"));

        // Then
        assertThat(look(bucket)).isEmpty();
    }

    @Test
    void shouldTellThatTheKeyIsRefusedAndNotWhichItIs() {
        // When / Then
        assertThat(look(server.bucket("", WRONG, Optional.empty()))).hasValueSatisfying(finding -> {
            assertThat(finding.fault()).isEqualTo(StorageFault.REFUSED);
            assertThat(finding.words()).startsWith("SignatureDoesNotMatch: ").doesNotContain(WRONG);
        });
    }

    @Test
    void shouldTellThatNobodyKnowsTheUser() {
        // Given
        var known = server.bucket("");
        var bucket = new StorageSettings.Bucket(
                known.bucket(), known.region(), known.endpoint(), "", "nobody", WRONG, Optional.empty());

        // When / Then
        assertThat(look(bucket)).hasValueSatisfying(finding -> {
            assertThat(finding.fault()).isEqualTo(StorageFault.REFUSED);
            assertThat(finding.words()).contains("access key ID").doesNotContain(WRONG);
        });
    }

    @Test
    void shouldTellThatTheServerIsAway() throws IOException {
        // Given
        var known = server.bucket("");
        var away = URI.create("http://127.0.0.1:" + ProgramRun.freePort());
        var bucket = new StorageSettings.Bucket(
                known.bucket(),
                known.region(),
                Optional.of(away),
                "",
                known.accessKeyId(),
                known.secretAccessKey(),
                Optional.empty());

        // When / Then
        assertThat(look(bucket)).hasValueSatisfying(finding -> {
            assertThat(finding.fault()).isEqualTo(StorageFault.UNREACHABLE);
            assertThat(finding.words()).contains("Connection refused");
        });
    }

    private static StorageSettings.Bucket named(String name, StorageSettings.Bucket like) {
        return new StorageSettings.Bucket(
                name,
                like.region(),
                like.endpoint(),
                like.prefix(),
                like.accessKeyId(),
                like.secretAccessKey(),
                like.ca());
    }

    private static Optional<BucketCheck.Finding> look(StorageSettings.Bucket bucket) {
        try (var check = BucketCheck.of(bucket)) {
            return check.look();
        }
    }
}
