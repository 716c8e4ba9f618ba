package dev.onggi.operator.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.gateway.ProgramRun;
import dev.onggi.operator.gateway.SharedS3Server;
import dev.onggi.operator.gateway.api.StorageFault;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a real S3 server says of buckets and credentials that it does not like. */
class BucketCheckIT {

    @RegisterExtension
    static final SharedS3Server server = new SharedS3Server();

    @Test
    void shouldFindNothingWrongWithAnEmptyBucket() {
        // When / Then
        assertThat(look(server.bucket("nothing/there/yet"))).isEmpty();
    }

    @Test
    void shouldMissABucketUntilItIsMade() throws IOException {
        // Given
        var bucket = server.named("made-later");

        // When / Then
        assertThat(look(bucket)).hasValueSatisfying(finding -> {
            assertThat(finding.fault()).isEqualTo(StorageFault.MISSING);
            assertThat(finding.words()).startsWith("NoSuchBucket: ");
        });

        // When
        server.make(bucket);

        // Then
        assertThat(look(bucket)).isEmpty();
    }

    @Test
    void shouldTellThatTheKeyIsRefusedAndNotWhichItIs() {
        // When / Then
        assertThat(look(server.withWrongSecret())).hasValueSatisfying(finding -> {
            assertThat(finding.fault()).isEqualTo(StorageFault.REFUSED);
            assertThat(finding.words()).startsWith("SignatureDoesNotMatch: ").doesNotContain(SharedS3Server.WRONG);
        });
    }

    @Test
    void shouldTellThatNobodyKnowsTheUser() {
        // Given
        var known = server.bucket("");
        var bucket = new StorageSettings.Bucket(
                known.bucket(), known.region(), known.endpoint(), "", "nobody", SharedS3Server.WRONG, Optional.empty());

        // When / Then
        assertThat(look(bucket)).hasValueSatisfying(finding -> {
            assertThat(finding.fault()).isEqualTo(StorageFault.REFUSED);
            assertThat(finding.words()).contains("access key ID").doesNotContain(SharedS3Server.WRONG);
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

    private static Optional<BucketCheck.Finding> look(StorageSettings.Bucket bucket) {
        try (var check = BucketCheck.of(bucket)) {
            return check.look();
        }
    }
}
