package dev.onggi.operator.gateway.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.onggi.operator.gateway.S3Server;
import dev.onggi.operator.gateway.SharedS3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

class S3StoreIT {

    @RegisterExtension
    static final SharedS3Server server = new SharedS3Server();

    private static void put(String prefix, String... keys) {
        try (var client = S3Clients.open(server.bucket(""))) {
            for (String key : keys) {
                client.putObject(
                        put -> put.bucket("images").key(prefix + "/" + key), RequestBody.fromString("of " + key));
            }
        }
    }

    private static List<String> walk(Store store, String folder) throws IOException {
        var paths = new ArrayList<String>();
        store.walk(folder, file -> paths.add(file.path()));
        return paths;
    }

    @Test
    void shouldWalkBelowThePrefixInTheOrderOfRepositories() throws IOException {
        // Given
        put("walk", "r/a/0/_layers/x", "r/a/_uploads/x", "r/a/z/_layers/x", "r/a/_layers/x", "r/a-b/_layers/x", "rr/x");
        put("walk-not", "r/other");

        // When
        List<String> paths;
        try (var store = S3Store.open(server.bucket("walk"))) {
            paths = walk(store, "r");
        }

        // Then
        assertThat(paths)
                .containsExactly(
                        "r/a-b/_layers/x", "r/a/0/_layers/x", "r/a/_layers/x", "r/a/_uploads/x", "r/a/z/_layers/x");
    }

    @Test
    void shouldWalkMoreThanOnePageWhileTheVisitorDeletes() throws IOException {
        // Given a page has a thousand keys
        var keys = new String[1100];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "r/%04d/link".formatted(i);
        }
        put("pages", keys);
        var seen = new ArrayList<String>();

        // When
        List<String> left;
        try (var store = S3Store.open(server.bucket("pages"))) {
            store.walk("r", file -> {
                seen.add(file.path());
                store.delete(file.path().substring(0, file.path().lastIndexOf('/')));
            });
            left = walk(store, "");
        }

        // Then
        assertThat(seen).containsExactly(keys);
        assertThat(left).isEmpty();
    }

    @Test
    void shouldReadAndListAndDelete() throws IOException {
        // Given
        put("all", "t/b/current/link", "t/a/index/x/link", "t/a/current/link", "t/ab/current/link", "t/c");

        // When
        try (var store = S3Store.open(server.bucket("all"))) {
            var content = store.read("t/a/current/link", 100);
            var missing = store.read("t/none", 100);
            var folders = store.folders("t");
            store.delete("t/a");
            store.delete("t/none");

            // Then
            assertThat(content.orElseThrow().text()).isEqualTo("of t/a/current/link");
            assertThat(content.orElseThrow().modified()).isAfter("2020-01-01T00:00:00Z");
            assertThat(missing).isEmpty();
            assertThat(folders).containsExactly("a", "ab", "b");
            assertThat(walk(store, "t")).containsExactly("t/ab/current/link", "t/b/current/link", "t/c");
            assertThatIOException().isThrownBy(() -> store.read("t/c", 3)).withMessage("t/c has more than 3 bytes");
            assertThat(store.read("t/c", 6).orElseThrow().text()).isEqualTo("of t/c");
            assertThat(store.volume()).isEmpty();
        }
    }

    @Test
    void shouldWriteAFileAndWriteItAnew() throws IOException {
        // When
        try (var store = S3Store.open(server.bucket("written"))) {
            store.write("w/f", "first and longer".getBytes(UTF_8));
            store.write("w/f", "second".getBytes(UTF_8));

            // Then
            assertThat(store.read("w/f", 100).orElseThrow().text()).isEqualTo("second");
            assertThat(walk(store, "")).containsExactly("w/f");
        }
    }

    @Test
    void shouldLeaveATagWholeWhenItIsKilledBeforeTheLastOfItsKeys() throws IOException {
        // Given
        put("killed", "tags/1/current/link", "tags/1/index/sha256/aa/link", "tags/1/index/sha256/bb/link");
        try (var client = S3Clients.open(server.bucket(""));
                var whole = S3Store.open(server.bucket("killed"))) {
            var killed = new S3Store(new FailingS3Client(client, 2), "images", "killed");

            // When
            assertThatIOException()
                    .isThrownBy(() -> killed.delete("tags/1"))
                    .withMessage("cannot delete tags/1 in bucket images: killed");

            // Then
            assertThat(walk(whole, "tags")).containsExactly("tags/1/current/link");
            whole.delete("tags/1");
            assertThat(walk(whole, "tags")).isEmpty();
        }
    }

    @Test
    void shouldSayWhatIsWrongAndNoSecretWhenTheCredentialIsRefused() {
        // Given
        var bucket = server.withWrongSecret();

        // Then
        try (var store = S3Store.open(bucket)) {
            assertThatIOException()
                    .isThrownBy(() -> walk(store, "r"))
                    .withMessageStartingWith("cannot list r in bucket images: ")
                    .withMessageContaining("signature")
                    .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain(SharedS3Server.WRONG));
        }
        assertThat(bucket.toString()).doesNotContain(SharedS3Server.WRONG);
    }

    @Test
    void shouldSayWhatIsWrongWhenThereIsNoSuchBucket() throws IOException {
        // Given
        var bucket = server.named("nowhere");

        // Then
        try (var store = S3Store.open(bucket)) {
            assertThatIOException()
                    .isThrownBy(() -> walk(store, ""))
                    .withMessageStartingWith("cannot list all in bucket nowhere: ");
        }
    }

    @Test
    void shouldTrustTheGivenAuthorityAndNoOther(@TempDir Path other) throws Exception {
        // Given
        var tls = ServerCertificate.in(other);
        var stranger = ServerCertificate.in(Files.createDirectory(other.resolve("stranger")));
        try (var secured = S3Server.withTls(other, tls.certificate(), tls.key());
                var trusting = S3Store.open(secured.bucket("", "not-a-secret", Optional.of(tls.authority())));
                var distrusting = S3Store.open(secured.bucket("", "not-a-secret", Optional.of(stranger.authority())))) {

            // When
            var files = walk(trusting, "");

            // Then
            assertThat(files).isEmpty();
            assertThatIOException().isThrownBy(() -> walk(distrusting, "")).withMessageContaining("PKIX path");
        }
    }
}
