package dev.onggi.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.operator.gateway.api.CollectionRequest;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The referrers API, before a registry that does not have it. */
class GatewayReferrersIT {

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    @TempDir
    static Path work;

    private static Distribution registry;
    private static Distribution cache;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        registry = Distribution.on(directory("main/data"), directory("main"));
        cache = Distribution.on(directory("cache/data"), directory("cache"));
        gateway = gateway("first");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        cache.close();
        registry.close();
    }

    @Test
    void shouldListWhatIsAboutAnImageByItsType() throws Exception {
        // Given
        var image = gateway.client("push").push("list/app", "v1", "layer");
        var signature = about("list/app", image, "test/signature", "1");
        var sbom = about("list/app", image, "test/sbom", "1");
        // When
        var all = referrers("list/app", image, "");
        var some = referrers("list/app", image, "?artifactType=test%2Fsbom");
        var other = referrers("list/app", image, "?artifactType=test%2Fother");
        // Then
        assertThat(all.headers().firstValue("Content-Type")).contains(INDEX);
        assertThat(all.headers().firstValue("OCI-Filters-Applied")).isEmpty();
        assertThat(digests(all)).containsExactly(signature, sbom);
        assertThat(json(all).path("manifests").get(0)).isEqualTo(new ObjectMapper().readTree("""
                {"mediaType":"%s","digest":"%s","size":%d,"artifactType":"test/signature","annotations":{"n":"1"}}""".formatted(
                MANIFEST, signature, manifest(image, "test/signature", "1").length())));
        assertThat(some.headers().firstValue("OCI-Filters-Applied")).contains("artifactType");
        assertThat(digests(some)).containsExactly(sbom);
        assertThat(digests(other)).isEmpty();
    }

    @Test
    void shouldListNothingWhereNothingIsAboutIt() throws Exception {
        // When
        var answer = referrers("nothing/here", Digest.of("unknown"), "");
        var head = send("pull", "/v2/nothing/here/referrers/" + Digest.of("unknown"), request -> request.HEAD());
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("mediaType").asText()).isEqualTo(INDEX);
        assertThat(digests(answer)).isEmpty();
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void shouldListASignatureThatComesBeforeItsImage() throws Exception {
        // When
        var signature = about("early/app", Digest.of("later"), "test/signature", "1");
        // Then
        assertThat(digests(referrers("early/app", Digest.of("later"), ""))).containsExactly(signature);
    }

    @Test
    void shouldLoseNoneOfManyThatArePushedAtOnce() throws Exception {
        // Given
        var image = gateway.client("push").push("many/app", "v1", "layer");
        gateway.client("push").blob("many/app", "{}", "application/vnd.oci.empty.v1+json");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // When, over connections of their own
            var pushes = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(
                            () -> put(gateway, "many/app", null, manifest(image, "test/signature", "n" + i), MANIFEST)))
                    .toList();
            for (var push : pushes) {
                assertThat(push.get().headers().firstValue("OCI-Subject")).contains(image.value());
            }
        }
        // Then
        assertThat(digests(referrers("many/app", image, ""))).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void shouldStillKnowThemAfterARestart() throws Exception {
        // Given
        var image = gateway.client("push").push("durable/app", "v1", "layer");
        var signature = about("durable/app", image, "test/signature", "1");
        // When
        try (var second = gateway("second")) {
            // Then
            var answer = send(second, "pull", "/v2/durable/app/referrers/" + image, request -> request.GET());
            assertThat(digests(answer)).containsExactly(signature);
        }
    }

    @Test
    void shouldNoLongerListWhatIsDeleted() throws Exception {
        // Given
        var image = gateway.client("push").push("delete/app", "v1", "layer");
        var first = about("delete/app", image, "test/signature", "1");
        var second = about("delete/app", image, "test/signature", "2");
        // When
        var one = send("admin", "/v2/delete/app/manifests/" + first, request -> request.DELETE());
        var left = digests(referrers("delete/app", image, ""));
        var other = send("admin", "/v2/delete/app/manifests/" + second, request -> request.DELETE());
        // Then
        assertThat(one.statusCode()).isEqualTo(202);
        assertThat(left).containsExactly(second);
        assertThat(other.statusCode()).isEqualTo(202);
        assertThat(digests(referrers("delete/app", image, ""))).isEmpty();
        assertThat(gateway.client("pull").hasManifest("delete/app", tag(image)))
                .as("an empty list is no list")
                .isFalse();
        gateway.client("pull").pull("delete/app", "v1");
    }

    /** As it may be after a manifest was deleted behind the gateway's back. */
    @Test
    void shouldGoOnWhenTheListNamesWhatIsNoLongerThere() throws Exception {
        // Given
        var image = gateway.client("push").push("stale/app", "v1", "layer");
        var gone = about("stale/app", image, "test/signature", "gone");
        var there = about("stale/app", image, "test/signature", "there");
        var path = registry.uri().resolve("/v2/stale/app/manifests/" + gone);
        gateway.http().send(HttpRequest.newBuilder(path).DELETE().build(), BodyHandlers.discarding());
        // When
        var more = about("stale/app", image, "test/signature", "more");
        // Then
        assertThat(digests(referrers("stale/app", image, ""))).containsExactly(there, more);
    }

    @Test
    void shouldLeaveItToTheClientWhenTheTagOfTheListIsTaken() throws Exception {
        // Given
        var image = gateway.client("push").push("taken/app", "v1", "layer");
        var other = gateway.client("push").push("taken/app", tag(image), "other");
        // When
        gateway.client("push").blob("taken/app", "{}", "application/vnd.oci.empty.v1+json");
        var answer = put(gateway, "taken/app", null, manifest(image, "test/signature", "1"), MANIFEST);
        // Then
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("OCI-Subject")).isEmpty();
        assertThat(digests(referrers("taken/app", image, ""))).isEmpty();
        gateway.client("pull").pull("taken/app", other.value());
        assertThat(gateway.client("pull").hasManifest("taken/app", tag(image))).isTrue();
    }

    @Test
    void shouldListWhatAClientKeptByTheTagItself() throws Exception {
        // Given a registry from before there was an API
        var behind = new ImageClient(registry.uri());
        var image = behind.push("tag/app", "v1", "layer");
        behind.blob("tag/app", "{}", "application/vnd.oci.empty.v1+json");
        var signature = behind.manifest("tag/app", null, manifest(image, "test/signature", "1"), MANIFEST);
        behind.pushIndex("tag/app", tag(image), signature);
        // When
        var more = about("tag/app", image, "test/signature", "2");
        // Then
        assertThat(digests(referrers("tag/app", image, ""))).containsExactly(signature, more);
    }

    @Test
    void shouldListWhatTheCacheOfAnotherRegistryHas() throws Exception {
        // Given
        var behind = new ImageClient(cache.uri());
        var image = behind.push("library/app", "v1", "layer");
        behind.blob("library/app", "{}", "application/vnd.oci.empty.v1+json");
        var signature = behind.manifest("library/app", null, manifest(image, "test/signature", "1"), MANIFEST);
        behind.pushIndex("library/app", tag(image), signature);
        // When
        var answer = referrers("upstream/docker.io/library/app", image, "");
        // Then
        assertThat(digests(answer)).containsExactly(signature);
    }

    @Test
    void shouldCollectThemWithTheirImageAndNotBefore(@TempDir Path other) throws Exception {
        // Given, of three pushed in the same way, one image that nothing keeps
        var storage = Files.createDirectories(other.resolve("data"));
        try (var files = Distribution.on(storage, other);
                var collecting = GatewayProcess.before(files, storage, Duration.ZERO, other)) {
            var client = new ImageClient(collecting.uri());
            var old = client.push("team/app", null, "old");
            var kept = client.push("team/app", "v1", "kept");
            client.blob("team/app", "{}", "application/vnd.oci.empty.v1+json");
            var ofOld = client.manifest("team/app", null, manifest(old, "test/signature", "1"), MANIFEST);
            var ofKept = client.manifest("team/app", null, manifest(kept, "test/signature", "1"), MANIFEST);
            var more = client.manifest("team/app", null, manifest(kept, "test/signature", "2"), MANIFEST);
            // When
            var report = collecting.collect(new CollectionRequest("one", false, 10, 0, List.of(), List.of()));
            // Then
            assertThat(report.deletedManifests())
                    .as("the image, its signature, its list, and the former list of the other")
                    .isEqualTo(4);
            assertThat(client.hasManifest("team/app", ofOld.value())).isFalse();
            assertThat(client.hasManifest("team/app", tag(old))).isFalse();
            client.pull("team/app", "v1");
            client.pull("team/app", tag(kept));
            assertThat(client.hasManifest("team/app", ofKept.value())).isTrue();
            assertThat(client.hasManifest("team/app", more.value())).isTrue();
        }
    }

    /** Pushes an artifact about an image, and sees that the client is told that it need not keep the list itself. */
    private static Digest about(String repository, Digest subject, String type, String note) throws Exception {
        gateway.client("push").blob(repository, "{}", "application/vnd.oci.empty.v1+json");
        var manifest = manifest(subject, type, note);
        var answer = put(gateway, repository, null, manifest, MANIFEST);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("OCI-Subject")).contains(subject.value());
        return Digest.of(manifest);
    }

    private static String manifest(Digest subject, String type, String note) {
        var empty = "{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\"%s\",\"size\":2}"
                .formatted(Digest.of("{}"));
        return """
                {"schemaVersion":2,"mediaType":"%s","artifactType":"%s","config":%s,"layers":[%s],\
                "subject":{"mediaType":"%s","digest":"%s","size":7},"annotations":{"n":"%s"}}""".formatted(MANIFEST, type, empty, empty, MANIFEST, subject, note);
    }

    private static String tag(Digest subject) {
        return "sha256-" + subject.hex();
    }

    private static HttpResponse<String> put(
            TestGateway to, String repository, String tag, String manifest, String mediaType)
            throws IOException, InterruptedException {
        var reference = tag == null ? Digest.of(manifest).value() : tag;
        return send(
                to,
                "push",
                "/v2/" + repository + "/manifests/" + reference,
                request -> request.header("Content-Type", mediaType).PUT(BodyPublishers.ofString(manifest)));
    }

    private static HttpResponse<String> referrers(String repository, Digest subject, String query) throws Exception {
        return send("pull", "/v2/" + repository + "/referrers/" + subject + query, request -> request.GET());
    }

    private static List<Digest> digests(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var digests = new ArrayList<Digest>();
        json(answer)
                .path("manifests")
                .forEach(entry -> digests.add(new Digest(entry.path("digest").asText())));
        return digests;
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }

    private static HttpResponse<String> send(String user, String path, UnaryOperator<HttpRequest.Builder> how)
            throws IOException, InterruptedException {
        return send(gateway, user, path, how);
    }

    private static HttpResponse<String> send(
            TestGateway to, String user, String path, UnaryOperator<HttpRequest.Builder> how)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(to.uri() + path))
                .header("Authorization", TestGateway.basic(user, "secret"));
        return to.http().send(how.apply(request).build(), BodyHandlers.ofString());
    }

    private static TestGateway gateway(String name) throws Exception {
        return new TestGateway(
                registry.uri(),
                directory(name),
                Map.of("UPSTREAMS", "docker.io=" + cache.uri().getPort()));
    }

    private static Path directory(String name) throws IOException {
        return Files.createDirectories(work.resolve(name));
    }
}
