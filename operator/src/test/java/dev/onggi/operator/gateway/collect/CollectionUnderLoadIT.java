package dev.onggi.operator.gateway.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.gateway.Distribution;
import dev.onggi.operator.gateway.GatewayProcess;
import dev.onggi.operator.gateway.ImageClient;
import dev.onggi.operator.gateway.api.CollectionReport;
import dev.onggi.operator.gateway.api.CollectionReport.State;
import dev.onggi.operator.gateway.api.CollectionRequest;
import dev.onggi.operator.gateway.storage.Layout;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Collections of garbage by a real gateway before a real registry that is in use all the while. */
class CollectionUnderLoadIT {

    /** Longer than any one push takes here, and short enough to wait for. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    private static final String APP = "team/app";

    @TempDir
    Path work;

    private Path root;

    @BeforeEach
    void directory() throws Exception {
        root = Files.createDirectory(work.resolve("storage"));
    }

    @Test
    void shouldRefuseNobodyAndLoseNothingWhenAManyImagesAreCollectedUnderLoad() throws Exception {
        // Given
        int clients = 4;
        int repositories = 20;
        var images = new ManyImages(root, repositories);
        for (int i = 0; i < clients; i++) {
            images.oldLayersIn(Load.repository(i), 200);
        }
        var oldLayers = images.oldLayersIn("load/never-pushed", 200);
        try (var registry = Distribution.on(root, work);
                var gateway = GatewayProcess.before(registry, root, GRACE, work);
                var load = Load.start(gateway.uri(), clients, oldLayers)) {

            // When the gateway has run long enough to know what is in use
            var without = Rate.of(load, () -> pass(GRACE.plusSeconds(2)));
            var first = new CollectionReport[1];
            var with = Rate.of(load, () -> {
                first[0] = gateway.collect(images.request());
                for (int i = 0; i < 5; i++) {
                    assertThat(gateway.collect(images.request()).state()).isEqualTo(State.Succeeded);
                }
            });
            load.end();
            System.out.printf(
                    "1,000 images: first collection %d ms, deleted %d tags, %d manifests, %d blobs; "
                            + "%d clients: %s without a collection, %s with one after the other%n",
                    Duration.between(first[0].startTime(), first[0].completionTime())
                            .toMillis(),
                    first[0].deletedTags(),
                    first[0].deletedManifests(),
                    first[0].deletedBlobs(),
                    clients,
                    without,
                    with);

            // Then
            assertThat(load.failures()).isEmpty();
            assertThat(load.pushed()).hasSizeGreaterThan(100);
            assertThat(first[0].state()).as(first[0].message()).isEqualTo(State.Succeeded);
            assertThat(first[0].deletedTags())
                    .as("all but the kept and the one in use of each repository, and perhaps some of the clients'")
                    .isGreaterThanOrEqualTo(repositories * (ManyImages.TAGS - ManyImages.KEPT - 1L));
            assertThat(first[0].keptInUse()).isGreaterThanOrEqualTo(repositories);
            var client = new ImageClient(gateway.uri());
            for (var pushed : load.pushed().entrySet()) {
                client.pull(pushed.getValue(), pushed.getKey().value());
            }
            pull(client, images.staying());
            assertThat(Integrity.faults(root)).isEmpty();
        }
    }

    @Test
    void shouldTakeTheManifestWhenItsLayerWasOnlyAskedForBeforeTheCollection() throws Exception {
        // Given two old layers that nobody uses
        var storage = new TestStorage(root);
        var asked = storage.layer(APP, "a client asks for this one");
        var other = storage.layer(APP, "nobody asks for this one");
        try (var registry = Distribution.on(root, work);
                var gateway = GatewayProcess.before(registry, root, GRACE, work)) {
            var client = new ImageClient(gateway.uri());
            var request = new CollectionRequest("one", false, 1, 0, List.of(), List.of());
            assertThat(gateway.collect(request).deletedBlobs())
                    .as("the gateway does not know yet what was asked for before its start")
                    .isZero();
            pass(GRACE.plusMillis(500));

            // When
            assertThat(client.hasBlob(APP, asked)).isTrue();
            var report = gateway.collect(request);
            var image = client.push(APP, "1", "a client asks for this one");

            // Then
            assertThat(report.deletedBlobs()).isEqualTo(1);
            assertThat(root.resolve(Layout.data(other))).doesNotExist();
            assertThat(client.hasBlob(APP, Digest.of("nobody asks for this one")))
                    .isFalse();
            client.pull(APP, image.value());
        }
    }

    @Test
    void shouldLoseNothingWhenItIsKilledAndEndTheNextTime() throws Exception {
        // Given
        int repositories = 5;
        var images = new ManyImages(root, repositories);
        int interrupted = 0;
        try (var registry = Distribution.on(root, work)) {
            for (int kill = 0; kill < 5; kill++) {
                try (var gateway = GatewayProcess.before(registry, root, Duration.ZERO, work)) {
                    int deletions = 20 * kill;
                    gateway.startCollection(images.request());

                    // When
                    var report = await().pollInterval(Duration.ofMillis(2))
                            .until(gateway::last, now -> now.state() != State.Running || deleted(now) >= deletions);
                    gateway.kill();

                    // Then
                    interrupted += report.state() == State.Running ? 1 : 0;
                    assertThat(Integrity.faults(root))
                            .as("killed after %s deletions", deleted(report))
                            .isEmpty();
                }
            }
            try (var gateway = GatewayProcess.before(registry, root, Duration.ZERO, work)) {
                assertThat(gateway.collect(images.request()).state()).isEqualTo(State.Succeeded);
                assertThat(gateway.collect(images.request()).deletedBlobs()).isZero();
                var client = new ImageClient(gateway.uri());
                pull(client, images.staying());
                assertThat(client.hasManifest("team-0/app-0", "v0")).isFalse();
            }
        }
        assertThat(interrupted).as("kills in the middle of a collection").isPositive();
        assertThat(root.resolve("onggi-trash")).isEmptyDirectory();
        assertThat(Integrity.faults(root)).isEmpty();
    }

    private static long deleted(CollectionReport report) {
        return report.deletedTags() + report.deletedManifests() + report.deletedBlobs();
    }

    private static void pull(ImageClient client, List<String> images) throws IOException, InterruptedException {
        for (String image : images) {
            int at = image.indexOf('@');
            client.pull(image.substring(0, at), image.substring(at + 1));
        }
    }

    /** Lets time pass where only time counts. */
    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plusSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> System.nanoTime() - end >= 0);
    }

    /** Requests in a time. */
    private record Rate(long requests, Duration time) {

        static Rate of(Load load, Work work) throws Exception {
            long before = load.requests();
            long start = System.nanoTime();
            work.run();
            return new Rate(load.requests() - before, Duration.ofNanos(System.nanoTime() - start));
        }

        @Override
        public String toString() {
            return "%.0f requests/s".formatted(requests * 1e9 / time.toNanos());
        }

        interface Work {
            void run() throws Exception;
        }
    }
}
