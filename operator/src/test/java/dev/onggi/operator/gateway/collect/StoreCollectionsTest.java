package dev.onggi.operator.gateway.collect;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.gateway.api.CollectionReport;
import dev.onggi.operator.gateway.api.CollectionReport.State;
import dev.onggi.operator.gateway.api.CollectionRequest;
import dev.onggi.operator.gateway.storage.FileStore;
import dev.onggi.operator.gateway.storage.Layout;
import dev.onggi.operator.gateway.storage.Store;
import dev.onggi.operator.model.Digest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCollectionsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant OLD = NOW.minus(Duration.ofDays(30));
    private static final Instant OLDER = NOW.minus(Duration.ofDays(60));
    private static final String APP = "team/app";

    @TempDir
    Path root;

    private final FreeClaims claims = new FreeClaims();
    private TestStorage storage;

    @BeforeEach
    void storage() {
        storage = new TestStorage(root);
    }

    private static CollectionRequest request(boolean dryRun, String... inUse) {
        return new CollectionRequest("one", dryRun, 1, 3600, List.of(inUse), List.of());
    }

    private StoreCollections collections(Store store) {
        return new StoreCollections(store, claims, Clock.fixed(NOW, UTC));
    }

    private CollectionReport collect(CollectionRequest request) {
        return ended(collections(new FileStore(root)), request);
    }

    static CollectionReport ended(Collections collections, CollectionRequest request) {
        assertThat(collections.start(request)).isEqualTo(Collections.Started.ACCEPTED);
        return await().until(() -> collections.last().orElseThrow(), report -> report.state() != State.Running);
    }

    @Test
    void shouldDeleteAnOldTagWithAllThatOnlyItNeeds() {
        // Given two images that share a layer
        var gone = storage.image(APP, OLDER, "shared", "only-old");
        var stays = storage.image(APP, OLD, "shared", "only-new");
        storage.tag(APP, "1", gone, OLDER);
        storage.tag(APP, "2", stays, OLD);

        // When
        var report = collect(request(false));

        // Then
        assertThat(report.state()).isEqualTo(State.Succeeded);
        assertThat(storage.has(Layout.tag(APP, "1"))).isFalse();
        assertThat(storage.has(Layout.revision(APP, gone))).isFalse();
        assertThat(storage.has(Layout.blob(gone))).isFalse();
        assertThat(storage.has(Layout.layer(APP, Digest.of("only-old")))).isFalse();
        assertThat(storage.has(Layout.blob(Digest.of("only-old")))).isFalse();
        assertThat(storage.has(Layout.data(Digest.of("shared")))).isTrue();
        assertThat(storage.has(Layout.data(Digest.of("only-new")))).isTrue();
        assertThat(storage.has(Layout.data(stays))).isTrue();
        assertThat(report.deletedTags()).isEqualTo(1);
        assertThat(report.deletedManifests()).isEqualTo(1);
        assertThat(report.deletedBlobs()).as("manifest, config, layer").isEqualTo(3);
        assertThat(report.freedBytes()).isGreaterThan(400).isLessThan(800);
        assertThat(report.candidates()).containsExactly("team/app:1", "team/app@" + gone);
        assertThat(report.message()).startsWith("deleted 1 tag, 1 manifest and 3 blobs, and freed ");
        assertThat(claims.held).isEmpty();
    }

    @Test
    void shouldSayUntilWhenNothingIsDeletedWhenItIsNotKnownWhatIsInUse() {
        // Given
        claims.refusedFor = Duration.ofMillis(1_500);

        // When
        var refused = collect(request(false));
        claims.refusedFor = null;
        var free = collect(request(false));

        // Then rounded up: asked for then, it deletes
        assertThat(refused.notBefore()).isEqualTo(NOW.plusSeconds(2));
        assertThat(refused.message())
                .isEqualTo(
                        "deleted 0 tags, 0 manifests and 0 blobs, and freed 0 B; nothing is deleted until 2026-03-01T12:00:02Z, because the registry's gateway was started anew and does not know what was in use before");
        assertThat(free.notBefore()).isNull();
        assertThat(free.message()).doesNotContain("until");
    }

    @Test
    void shouldDeleteNothingAndReportTheSameWhenItIsADryRun() {
        // Given
        var gone = storage.image(APP, OLDER, "old");
        storage.tag(APP, "1", gone, OLDER);
        storage.tag(APP, "2", storage.image(APP, OLD, "new"), OLD);
        var before = Snapshot.of(root);

        // When
        var dry = collect(request(true));
        var after = Snapshot.of(root);
        var wet = collect(request(false));

        // Then
        assertThat(after).isEqualTo(before);
        assertThat(dry.dryRun()).isTrue();
        assertThat(dry)
                .usingRecursiveComparison()
                .ignoringFields("dryRun", "message")
                .isEqualTo(wet);
        assertThat(dry.message()).startsWith("would delete 1 tag, 1 manifest and 3 blobs, and free ");
    }

    @Test
    void shouldKeepWhatAnotherRepositoryHas() {
        // Given
        storage.image(APP, OLDER, "everywhere");
        var other = storage.image("team/other", OLD, "everywhere");
        storage.tag("team/other", "1", other, OLD);

        // When
        var report = collect(request(false));

        // Then
        assertThat(report.deletedManifests()).isEqualTo(1);
        assertThat(storage.has(Layout.layer(APP, Digest.of("everywhere")))).isFalse();
        assertThat(storage.has(Layout.layer("team/other", Digest.of("everywhere"))))
                .isTrue();
        assertThat(storage.has(Layout.data(Digest.of("everywhere")))).isTrue();
        assertThat(storage.has(Layout.data(other)))
                .as("the same manifest in both")
                .isTrue();
    }

    @Test
    void shouldDeleteLayersAndDataThatNothingNeeds() {
        // Given an upload whose manifest never came, and what a killed collection left
        storage.layer(APP, "never-used");
        storage.blob("orphan");
        storage.write("onggi-trash/7-1/data", "killed in the middle");

        // When
        var report = collect(request(false));

        // Then
        assertThat(report.deletedBlobs()).isEqualTo(2);
        assertThat(report.freedBytes()).isEqualTo("never-used".length() + "orphan".length());
        assertThat(storage.has(Layout.layer(APP, Digest.of("never-used")))).isFalse();
        assertThat(storage.has("onggi-trash/7-1")).isFalse();
    }

    @Test
    void shouldKeepADigestThatTheClusterUses() {
        // Given
        var used = storage.image(APP, OLDER, "used");
        storage.tag(APP, "1", used, OLDER);
        storage.tag(APP, "2", storage.image(APP, OLD, "new"), OLD);

        // When
        var report = collect(request(false, used.value()));

        // Then
        assertThat(report.keptInUse()).isEqualTo(1);
        assertThat(report.deletedTags()).isZero();
        assertThat(report.message()).endsWith("; kept 1 manifest only because of their use");
        assertThat(storage.has(Layout.tagLink(APP, "1"))).isTrue();
        assertThat(storage.has(Layout.data(Digest.of("used")))).isTrue();
    }

    @Test
    void shouldKeepAManifestThatARequestNamesWithAllThatItNames() {
        // Given an old index of which a client has just asked for an image
        var child = storage.image(APP, OLDER, "child-layer");
        var index = storage.index(APP, OLDER, child);
        claims.inUse.add(index.value());

        // When
        var report = collect(request(false));

        // Then
        assertThat(report.deletedManifests()).isZero();
        assertThat(report.keptInUse()).isEqualTo(2);
        assertThat(storage.has(Layout.revision(APP, child))).isTrue();
        assertThat(storage.has(Layout.data(Digest.of("child-layer")))).isTrue();
    }

    @Test
    void shouldKeepALayerThatARequestNames() {
        // Given a client that has just asked whether it must upload this one
        storage.layer(APP, "asked-for");
        claims.inUse.add(Digest.of("asked-for").value());

        // When
        var report = collect(request(false));

        // Then
        assertThat(report.deletedBlobs()).isZero();
        assertThat(storage.has(Layout.layer(APP, Digest.of("asked-for")))).isTrue();
        assertThat(storage.has(Layout.data(Digest.of("asked-for")))).isTrue();
    }

    @Test
    void shouldKeepATagThatWasMovedWhileItWasLookedAt() {
        // Given
        var old = storage.image(APP, OLDER, "old");
        var moved = storage.image(APP, NOW, "moved");
        storage.tag(APP, "1", old, OLDER);
        storage.tag(APP, "2", storage.image(APP, OLD, "new"), OLD);
        claims.beforeTag = () -> storage.tag(APP, "1", moved, NOW);

        // When
        var report = collect(request(false));

        // Then
        assertThat(report.deletedTags()).isZero();
        assertThat(storage.has(Layout.tagLink(APP, "1"))).isTrue();
        assertThat(storage.has(Layout.data(moved))).isTrue();
    }

    @Test
    void shouldLeaveARepositoryAloneWhenAManifestInItIsDamaged() {
        // Given
        var damaged = storage.image(APP, OLDER, "layer-of-damaged");
        storage.image(APP, OLDER, "old");
        storage.write(Layout.data(damaged), "{");
        storage.image("team/other", OLDER, "other");

        // When
        var report = collect(request(false));

        // Then
        assertThat(report.deletedManifests()).as("in the other repository").isEqualTo(1);
        assertThat(storage.has(Layout.data(Digest.of("layer-of-damaged")))).isTrue();
        assertThat(storage.has(Layout.data(damaged))).isTrue();
        assertThat(storage.has(Layout.data(Digest.of("old")))).isTrue();
        assertThat(report.message())
                .endsWith("; left alone 1 repository with a damaged manifest: push team/app@" + damaged
                        + " again, or delete it");
    }

    @Test
    void shouldKeepWhatAnAliasOfAnotherAlgorithmPointsTo() {
        // Given a layer that is known by its SHA-512 digest
        var data = storage.blob("aliased");
        storage.write(Layout.REPOSITORIES + "/" + APP + "/_layers/sha512/" + "ab".repeat(64) + "/link", data.value());

        // When
        collect(request(false));

        // Then
        assertThat(storage.has(Layout.data(data))).isTrue();
    }

    @Test
    void shouldNotTouchUploadsOrCachesOfOtherRegistries() {
        // Given
        storage.write(Layout.REPOSITORIES + "/" + APP + "/_uploads/3f2b/data", "half a layer");
        storage.write("onggi-upstreams/docker.io/docker/registry/v2/blobs/sha256/ab/" + "ab".repeat(32) + "/data", "x");
        var before = Snapshot.of(root);

        // When
        collect(request(false));

        // Then
        assertThat(Snapshot.of(root)).isEqualTo(before);
    }

    @Test
    void shouldNameFiftyCandidatesAtMost() {
        // Given
        for (int i = 0; i < 60; i++) {
            storage.image(APP, OLDER, "layer-" + i);
        }

        // When
        var report = collect(request(false));

        // Then
        assertThat(report.deletedManifests()).isEqualTo(60);
        assertThat(report.candidates()).hasSize(50);
    }

    @Test
    void shouldLoseNothingAndEndTheNextTimeWhereverItIsKilled() {
        // Given
        fill();
        var start = Snapshot.of(root);
        collect(request(false));
        var end = Snapshot.of(root);
        int kills = 0;

        // When
        for (int operations = 0; ; operations++) {
            start.restore(root);
            var killed = ended(collections(new FailingStore(new FileStore(root), operations)), request(false));
            if (killed.state() == State.Succeeded) {
                break;
            }
            kills++;

            // Then
            assertThat(Snapshot.of(root).files())
                    .as("killed after %s operations", operations)
                    .containsAll(end.files());
            assertThat(Integrity.faults(root))
                    .as("killed after %s operations", operations)
                    .isEmpty();
            assertThat(killed.message())
                    .isEqualTo("stopped: killed; nothing in use is lost, and the next collection does what is left");
            collect(request(false));
            assertThat(Snapshot.of(root))
                    .as("next run after %s operations", operations)
                    .isEqualTo(end);
        }
        assertThat(kills).isGreaterThan(60);
    }

    private void fill() {
        var one = storage.image(APP, OLDER, "shared", "one");
        var two = storage.image(APP, OLD, "shared", "two");
        var index = storage.index(APP, OLDER, one, two);
        storage.tag(APP, "old", index, OLDER);
        storage.about(APP, OLDER, one, "signature");
        var sbom = storage.about(APP, OLDER, index, "sbom");
        storage.tag(APP, "sha256-" + index.hex(), storage.index(APP, OLDER, sbom), OLDER);
        var current = storage.image(APP, NOW, "shared", "three");
        storage.tag(APP, "new", current, NOW);
        storage.about(APP, OLDER, current, "signature-of-current");
        storage.image("team/other", OLDER, "shared", "four");
        storage.tag("team/other", "1", storage.image("team/other", OLD, "five"), OLD);
        storage.layer("team/other", "never-used");
        storage.blob("orphan");
    }

    @Test
    void shouldRunOneCollectionAtATimeAndEndAtTheNextSafePoint() throws InterruptedException {
        // Given a collection that waits in the middle
        var reached = new CountDownLatch(1);
        var middle = new CountDownLatch(1);
        storage.image(APP, OLDER, "old");
        storage.tag(APP, "1", storage.image(APP, OLDER, "two"), OLDER);
        storage.tag(APP, "2", storage.image(APP, OLD, "three"), OLD);
        claims.beforeTag = () -> {
            reached.countDown();
            await().until(() -> middle.getCount() == 0);
        };
        var collections = collections(new FileStore(root));
        collections.start(request(false));
        reached.await();

        // When
        var second = collections.start(request(false));
        var report = collections.last().orElseThrow();
        var closing = Thread.ofPlatform().start(collections::close);
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        middle.countDown();
        closing.join();

        // Then
        assertThat(second).isEqualTo(Collections.Started.BUSY);
        assertThat(report.state()).isEqualTo(State.Running);
        assertThat(report.completionTime()).isNull();
        assertThat(collections.last().orElseThrow().message()).startsWith("stopped: the registry's Pod ends");
        assertThat(collections.last().orElseThrow().deletedManifests()).isZero();
    }

    @Test
    void shouldHaveNoReportBeforeTheFirstCollection() {
        // Given
        var collections = collections(new FileStore(root));

        // Then
        assertThat(collections.last()).isEmpty();
    }

    @Test
    void shouldSucceedWhenTheRegistryHasNeverBeenPushedTo() {
        // Given an empty root

        // When
        var report = collect(request(false));

        // Then
        assertThat(report.state()).isEqualTo(State.Succeeded);
        assertThat(report.message()).isEqualTo("deleted 0 tags, 0 manifests and 0 blobs, and freed 0 B");
    }
}
