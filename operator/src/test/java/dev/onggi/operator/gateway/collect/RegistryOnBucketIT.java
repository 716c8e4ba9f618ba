package dev.onggi.operator.gateway.collect;

import static dev.onggi.operator.gateway.ImageClient.layers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.gateway.Distribution;
import dev.onggi.operator.gateway.ImageClient;
import dev.onggi.operator.gateway.S3Server;
import dev.onggi.operator.gateway.api.CatalogImage;
import dev.onggi.operator.gateway.api.CollectionReport.State;
import dev.onggi.operator.gateway.api.CollectionRequest;
import dev.onggi.operator.gateway.storage.ImageQuery;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real registry whose storage is a bucket of a real S3 server. */
class RegistryOnBucketIT {

    private static final String APP = "team/app";

    @TempDir
    Path work;

    private S3Server server;
    private Distribution registry;
    private StorageServices storage;

    @BeforeEach
    void start() throws IOException {
        server = S3Server.on(work);
        registry = Distribution.on(server.bucket("registry-a"), work);
        storage = StorageServices.open(server.bucket("registry-a"), new FreeClaims(), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        storage.collections().close();
        registry.close();
        server.close();
    }

    private static CollectionRequest request(Digest... inUse) {
        return new CollectionRequest(
                "one", false, 1, 0, List.of(inUse).stream().map(Digest::value).toList(), List.of());
    }

    @Test
    void shouldCollectWhatIsUnusedAndLeaveTheRestToBePulled() throws Exception {
        // Given
        var client = new ImageClient(registry.uri());
        var base = layers("base", 2);
        var old = client.push(APP, "1", base.get(0), base.get(1), "only in 1");
        var used = client.push(APP, "2", base.get(0), "only in 2");
        var child = client.push(APP, null, base.get(0), "only in the index");
        var newest = client.pushIndex(APP, "3", child);
        var untagged = client.push(APP, null, "only untagged");

        // When
        var report = StoreCollectionsTest.ended(storage.collections(), request(used));

        // Then
        assertThat(report.state()).as(report.message()).isEqualTo(State.Succeeded);
        assertThat(report.candidates()).containsExactlyInAnyOrder(APP + ":1", APP + "@" + old, APP + "@" + untagged);
        assertThat(report.deletedBlobs()).as("2 manifests, 2 configs, 3 layers").isEqualTo(7);
        assertThat(client.hasManifest(APP, "1")).isFalse();
        assertThat(client.hasManifest(APP, old.value())).isFalse();
        assertThat(client.hasBlob(APP, Digest.of("only in 1"))).isFalse();
        assertThat(client.hasBlob(APP, Digest.of("only untagged"))).isFalse();
        client.pull(APP, "2");
        client.pull(APP, newest.value());

        // and what was deleted can be pushed again
        assertThat(client.push(APP, "1", base.get(0), base.get(1), "only in 1")).isEqualTo(old);
        client.pull(APP, "1");
    }

    @Test
    void shouldSayWhatIsThere() throws Exception {
        // Given
        var client = new ImageClient(registry.uri());
        var digest = client.push(APP, "1", "layer one", "layer two");
        client.push("other", "latest", "layer one");

        // When
        var images = storage.catalog().images(new ImageQuery("team", "", 10));
        var usage = storage.report().usage();

        // Then
        assertThat(images).hasSize(1);
        assertThat(images.getFirst().digest()).isEqualTo(digest.value());
        assertThat(images.getFirst().layers())
                .extracting(CatalogImage.Layer::size)
                .containsExactly(9L, 9L);
        assertThat(images.getFirst().platforms()).containsExactly("linux/amd64");
        assertThat(usage.size()).isNull();
        assertThat(usage.repositories()).isEqualTo(2);
        assertThat(usage.tags()).isEqualTo(2);
        assertThat(usage.used()).isGreaterThan(1000).isLessThan(20_000);
    }
}
