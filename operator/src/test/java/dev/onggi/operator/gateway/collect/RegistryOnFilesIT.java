package dev.onggi.operator.gateway.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.gateway.Distribution;
import dev.onggi.operator.gateway.ImageClient;
import dev.onggi.operator.gateway.api.CollectionRequest;
import dev.onggi.operator.gateway.storage.FileStore;
import dev.onggi.operator.gateway.storage.Layout;
import dev.onggi.operator.model.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the collector believes of the registry's storage, against a real registry on a file system. */
class RegistryOnFilesIT {

    private static final String APP = "team/app";

    @TempDir
    Path work;

    private Path root;

    @BeforeEach
    void directory() throws Exception {
        root = Files.createDirectory(work.resolve("storage"));
    }

    @Test
    void shouldFindEveryFileThatTheRegistryWrites() throws Exception {
        // Given
        try (var registry = Distribution.on(root, work)) {
            var client = new ImageClient(registry.uri());
            var image = client.push(APP, "1", "one", "two");
            client.pushIndex(APP, "1", image);

            // When
            var files = new RepositoryFiles[1];
            RepositoryWalk.walk(new FileStore(root), found -> files[0] = found);

            // Then
            assertThat(files[0].name()).isEqualTo(APP);
            assertThat(files[0].tags()).containsOnlyKeys("1");
            assertThat(files[0].history("1"))
                    .as("both that the tag has named")
                    .hasSize(2)
                    .containsKey(image);
            assertThat(files[0].revisions()).hasSize(2).containsKey(image);
            assertThat(files[0].layers()).hasSize(3).contains(Digest.of("one"), Digest.of("two"));
            assertThat(Integrity.faults(root)).isEmpty();
        }
    }

    @Test
    void shouldMakeStoragesForOtherTestsThatTheRegistryCanServe() throws Exception {
        // Given
        var storage = new TestStorage(root);
        var image = storage.image(APP, Instant.EPOCH, "one", "two");
        storage.tag(APP, "1", storage.index(APP, Instant.EPOCH, image), Instant.EPOCH);

        // When
        try (var registry = Distribution.on(root, work)) {
            var client = new ImageClient(registry.uri());

            // Then
            client.pull(APP, "1");
            client.pull(APP, image.value());
        }
    }

    @Test
    void shouldLetTheRegistryForgetAtOnceWhatIsDeletedAndTakeItAgain() throws Exception {
        // Given a registry that has just served it
        try (var registry = Distribution.on(root, work)) {
            var client = new ImageClient(registry.uri());
            var old = client.push(APP, "1", "shared", "only in 1");
            client.push(APP, "2", "shared", "only in 2");
            client.pull(APP, "1");

            // When
            var collections = new StoreCollections(new FileStore(root), new FreeClaims(), Clock.systemUTC());
            StoreCollectionsTest.ended(collections, new CollectionRequest("one", false, 1, 0, List.of(), List.of()));

            // Then
            assertThat(client.hasManifest(APP, "1")).isFalse();
            assertThat(client.hasManifest(APP, old.value())).isFalse();
            assertThat(client.hasBlob(APP, Digest.of("only in 1"))).isFalse();
            assertThat(root.resolve(Layout.data(Digest.of("only in 1")))).doesNotExist();
            client.pull(APP, "2");
            client.push(APP, "1", "shared", "only in 1");
            client.pull(APP, "1");
            assertThat(Integrity.faults(root)).isEmpty();
        }
    }
}
