package dev.onggi.operator.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.gateway.Distribution;
import dev.onggi.operator.gateway.ImageClient;
import dev.onggi.operator.gateway.access.Users;
import dev.onggi.operator.gateway.touch.Claims.Claim;
import dev.onggi.operator.gateway.touch.Touches;
import dev.onggi.operator.model.Digest;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What requests leave behind for the collector, and how they wait for it. */
class RegistryCallsIT {

    private static final Duration GRACE = Duration.ofHours(1);

    @TempDir
    Path work;

    private final AtomicLong now = new AtomicLong();
    private final Touches touches = new Touches(GRACE, now::get);
    private final Vertx vertx = Vertx.vertx();
    private Distribution registry;
    private ImageClient client;

    @BeforeEach
    void start() throws Exception {
        registry = Distribution.on(Files.createDirectories(work.resolve("data")), work);
        var settings =
                new ServerSettings(0, registry.uri(), Map.of(), GRACE, Users::none, touches, Optional.empty(), _ -> {});
        int port = new GatewayServer(vertx, 1, settings, Optional.empty())
                .start()
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        client = new ImageClient(URI.create("http://127.0.0.1:" + port));
        longAfter();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        registry.close();
    }

    @Test
    void shouldTouchAllThatAPushNames() throws Exception {
        // When
        var digest = client.push("team-a/app", "v1", "one", "two");
        // Then
        for (Digest used : new Digest[] {digest, Digest.of("one"), Digest.of("two")}) {
            await().untilAsserted(
                            () -> assertThat(touches.claimDigest(used.value())).isEmpty());
        }
        assertThat(touches.claimTag("team-a/app", "v1")).isEmpty();
        claimLongAfter(digest).close();
        assertThat(touches.claimTag("team-a/app", "v1")).isPresent();
    }

    @Test
    void shouldTouchTheManifestThatATagNames() throws Exception {
        // Given
        var digest = client.push("team-a/app", "v1", "one");
        claimLongAfter(Digest.of("one")).close();
        // When
        client.hasManifest("team-a/app", "v1");
        // Then
        assertThat(touches.claimDigest(digest.value())).isEmpty();
        assertThat(touches.claimDigest(Digest.of("one").value())).isPresent();
    }

    @Test
    void shouldTouchNothingThatIsNotThere() throws Exception {
        // When
        client.hasBlob("team-a/app", Digest.of("absent"));
        // Then
        await().untilAsserted(() ->
                assertThat(touches.claimDigest(Digest.of("absent").value())).isPresent());
    }

    @Test
    void shouldLetARequestWaitForADeletionAndThenSayThatItIsGone() throws Exception {
        // Given
        client.push("team-a/app", "v1", "one");
        var layer = Digest.of("one");
        var claim = claimLongAfter(layer);
        // When
        var asked = CompletableFuture.supplyAsync(() -> hasBlob(layer));
        await().during(Duration.ofMillis(300)).until(() -> !asked.isDone());
        Files.delete(work.resolve("data/docker/registry/v2/blobs/sha256")
                .resolve(layer.hex().substring(0, 2))
                .resolve(layer.hex())
                .resolve("data"));
        claim.close();
        // Then
        assertThat(asked.get()).isFalse();
        client.push("team-a/app", "v2", "one");
        client.pull("team-a/app", "v2");
    }

    @Test
    void shouldAskAgainWhenTheManifestOfATagWasBeingDeleted() throws Exception {
        // Given
        var digest = client.push("team-a/app", "v1", "one");
        var claim = claimLongAfter(digest);
        // When
        var asked = CompletableFuture.supplyAsync(() -> hasManifest("v1"));
        await().during(Duration.ofMillis(300)).until(() -> !asked.isDone());
        Files.delete(work.resolve("data/docker/registry/v2/repositories/team-a/app/_manifests/tags/v1/current/link"));
        claim.close();
        // Then
        assertThat(asked.get()).isFalse();
    }

    @Test
    void shouldNotHoldOtherRequestsUpWhileOneWaits() throws Exception {
        // Given
        client.push("team-a/app", "v1", "one", "two");
        var claim = claimLongAfter(Digest.of("one"));
        // When
        var asked = CompletableFuture.supplyAsync(() -> hasBlob(Digest.of("one")));
        // Then
        assertThat(client.hasBlob("team-a/app", Digest.of("two"))).isTrue();
        client.manifest(
                "team-a/other",
                "v1",
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\"," + "\"manifests\":[]}",
                "application/vnd.oci.image.index.v1+json");
        claim.close();
        assertThat(asked.get()).isTrue();
    }

    private boolean hasBlob(Digest digest) {
        try {
            return client.hasBlob("team-a/app", digest);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private boolean hasManifest(String tag) {
        try {
            return client.hasManifest("team-a/app", tag);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A client has its answer a little before the gateway is through with the request, which is in use until then. */
    private Claim claimLongAfter(Digest digest) {
        var claim = new AtomicReference<Claim>();
        await().until(() -> {
            longAfter();
            touches.claimDigest(digest.value()).ifPresent(claim::set);
            return claim.get() != null;
        });
        return claim.get();
    }

    private void longAfter() {
        now.addAndGet(GRACE.toNanos());
    }
}
