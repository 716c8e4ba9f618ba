package dev.onggi.operator.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.onggi.operator.model.Digest;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Artifacts of a registry, in the forms in which the usual programs push them. */
class OciSourceTest {

    private static final String TAR_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";

    @TempDir
    private Path directory;

    private final Map<String, byte[]> documents = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private String authorization;
    private HttpServer server;

    @BeforeEach
    void givenARegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stopRegistry() {
        server.stop(0);
    }

    @Test
    void shouldUnpackWhatFluxPushes() throws IOException {
        // Given
        var digest = tag(
                "1",
                manifest(layer(
                        "application/vnd.cncf.flux.content.v1.tar+gzip",
                        "",
                        dockerfile().gzip())));

        // When
        int code = fetch(":1");

        // Then
        assertThat(told()).isEqualTo(digest + "\n\n\n");
        assertThat(code).isZero();
        assertThat(workspace("Dockerfile")).hasContent("FROM scratch");
    }

    @Test
    void shouldTakeTheFilesAndDirectoriesThatOrasPushes() throws IOException {
        // Given
        tag(
                "latest",
                manifest(
                        layer(
                                "application/vnd.oci.image.layer.v1.tar",
                                title("Dockerfile", false),
                                ascii("FROM scratch")),
                        layer(
                                TAR_GZIP,
                                title("src", true),
                                new Tar().file("src/a", "hello").gzip())));

        // When
        int code = fetch("");

        // Then
        assertThat(code).isZero();
        assertThat(workspace("Dockerfile")).hasContent("FROM scratch");
        assertThat(workspace("src/a")).hasContent("hello");
    }

    @Test
    void shouldUnpackTheLayersOfAnImageOneOverTheOther() throws IOException {
        // Given
        var lower = new Tar()
                .file("etc/a", "lower")
                .file("etc/b", "lower")
                .file("opt/x", "lower")
                .symbolicLink("bin", "/usr/bin")
                .directory("usr/bin");
        var upper = new Tar()
                .file("etc/b", "upper")
                .file("etc/.wh.a", "")
                .file("opt/y", "upper")
                .file("opt/.wh..wh..opq", "")
                .file("bin/run", "upper");
        tag(
                "1",
                manifest(
                        layer(TAR_GZIP, "", lower.gzip()),
                        layer("application/vnd.oci.image.layer.v1.tar+zstd", "", zstd(upper))));

        // When
        int code = fetch(":1");

        // Then
        assertThat(told()).doesNotContain("reason");
        assertThat(code).isZero();
        assertThat(workspace("etc/a")).doesNotExist();
        assertThat(workspace("etc/b")).hasContent("upper");
        assertThat(workspace("opt/x")).doesNotExist();
        assertThat(workspace("opt/y")).hasContent("upper");
        assertThat(workspace("usr/bin/run")).hasContent("upper");
        assertThat(workspace("etc/.wh.a")).doesNotExist();
    }

    @Test
    void shouldTakeTheImageOfAnIndexAndTellTheIndex() throws IOException {
        // Given
        var image = put(manifest(layer(TAR_GZIP, "", dockerfile().gzip())));
        var attestation = put(manifest(layer("application/vnd.in-toto+json", "", ascii("{}"))));
        var index = tag("1", """
                {"schemaVersion":2,"manifests":[
                  {"digest":"%s","platform":{"os":"unknown","architecture":"unknown"}},
                  {"digest":"%s","platform":{"os":"linux","architecture":"amd64"}}]}""".formatted(attestation, image));

        // When
        fetch("@" + index);

        // Then
        assertThat(told()).isEqualTo(index + "\n\n\n");
        assertThat(workspace("Dockerfile")).exists();
    }

    @Test
    void shouldShowTheCredentialOfThatHostAlone() throws IOException {
        // Given
        tag("1", manifest(layer(TAR_GZIP, "", dockerfile().gzip())));
        authorization = "Basic " + Base64.getEncoder().encodeToString(ascii("kim:correct"));
        secret(host(), "kim", "correct");

        // Then
        assertThat(fetch(":1")).isZero();
    }

    @Test
    void shouldAskForASecretWhenTheRegistryWantsAUser() throws IOException {
        // Given
        authorization = "Basic x";

        // When
        fetch(":1");

        // Then
        assertThat(told())
                .startsWith("reason=SourceUnauthorized\n")
                .contains("gives %s/team/hello:1 not to everyone".formatted(host()), "spec.source.oci.pullSecretRef");
    }

    @Test
    void shouldSayWhenTheSecretHasNoUserOfThatHost() throws IOException {
        // Given
        authorization = "Basic x";
        secret("other.example.com", "kim", "s3cret");

        // When
        fetch(":1");

        // Then
        assertThat(told())
                .startsWith("reason=SourceUnauthorized\nthe Secret in spec.source.oci.pullSecretRef has no user for "
                        + host());
        assertThat(requests).allSatisfy(request -> assertThat(request).endsWith(" null"));
    }

    @Test
    void shouldSayWhenTheUserIsRefusedWithoutItsPassword() throws IOException {
        // Given
        authorization = "Basic x";
        secret(host(), "kim", "s3cret");

        // When
        fetch(":1");

        // Then
        assertThat(told())
                .startsWith("reason=SourceUnauthorized\n" + host() + " does not let the user of the Secret")
                .doesNotContain("s3cret");
    }

    @Test
    void shouldNameTheArtifactWhenThereIsNone() throws IOException {
        // When
        fetch(":2");

        // Then
        assertThat(told())
                .isEqualTo(
                        "reason=RevisionNotFound\nthere is no %s/team/hello:2; correct spec.source.oci.reference, or push it and give spec.rebuild a new value\n"
                                .formatted(host()));
    }

    @Test
    void shouldNotBelieveARegistryThatGivesAnotherManifest() throws IOException {
        // Given
        var wanted = Digest.of("another").value();
        documents.put(
                "/v2/team/hello/manifests/" + wanted,
                ascii(manifest(layer(TAR_GZIP, "", dockerfile().gzip()))));

        // When
        fetch("@" + wanted);

        // Then
        assertThat(told()).startsWith("reason=SourceUnreachable\n").contains("gave another manifest");
        assertThat(directory.resolve("workspace")).isEmptyDirectory();
    }

    @Test
    void shouldUnpackNoLayerOfAnotherDigest() throws IOException {
        // Given
        var layer = dockerfile().gzip();
        tag("1", manifest(layer(TAR_GZIP, "", layer)));
        documents.put(
                "/v2/team/hello/blobs/" + Digest.of(layer),
                new Tar().file("Dockerfile", "FROM evil").gzip());

        // When
        fetch(":1");

        // Then
        assertThat(told()).startsWith("reason=SourceUnreachable\n").contains("has another digest");
        assertThat(directory.resolve("workspace")).isEmptyDirectory();
    }

    @Test
    void shouldRefuseByItsManifestWhatIsTooLarge() throws IOException {
        // Given
        tag(
                "1",
                manifest("{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":999999}"
                        .formatted(TAR_GZIP, Digest.of("never sent"))));

        // When
        fetch(":1");

        // Then
        assertThat(told()).startsWith("reason=SourceTooLarge\n").contains("has 999999 bytes, and 8192 are left");
        assertThat(requests).noneMatch(request -> request.contains("/blobs/"));
    }

    @Test
    void shouldStopWhenLayersTogetherAreTooLarge() throws IOException {
        // Given: they lie about their size
        var one = new Tar().file("a", xs(3000)).bytes();
        var other = new Tar().file("b", xs(3000)).bytes();
        tag(
                "1",
                manifest(
                        layer(TAR_GZIP, "", one).replace("" + one.length, "1"),
                        layer(TAR_GZIP, "", other).replace("" + other.length, "1")));

        // When
        fetch(":1");

        // Then
        assertThat(told()).startsWith("reason=SourceTooLarge\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/etc/x", "a/../../x"})
    void shouldRefuseNamesThatLeaveTheSource(String title) throws IOException {
        // Given
        tag("1", manifest(layer("text/plain", title(title, false), ascii("x"))));

        // When
        fetch(":1");

        // Then
        assertThat(told()).startsWith("reason=SourceInvalid\n").contains(title);
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    void shouldRefuseAnArtifactWithoutContent() throws IOException {
        // Given
        tag(
                "1",
                manifest("{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\"%s\",\"size\":2}"
                        .formatted(Digest.of("{}"))));

        // When
        fetch(":1");

        // Then
        assertThat(told()).startsWith("reason=SourceInvalid\n").contains("has 0 layers");
    }

    @Test
    void shouldFollowARegistryToItsStorageWithoutTheCredential() throws IOException {
        // Given
        var layer = dockerfile().gzip();
        tag("1", manifest(layer(TAR_GZIP, "", layer)));
        documents.remove("/v2/team/hello/blobs/" + Digest.of(layer));
        documents.put("/storage/x", layer);
        secret(host(), "kim", "correct");

        // When
        int code = fetch(":1");

        // Then
        assertThat(code).isZero();
        assertThat(requests)
                .filteredOn(request -> request.startsWith("/storage"))
                .containsExactly("/storage/x null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "registry.example.com/HELLO:1",
                "registry.example.com/a@sha256:1",
                "u:p@registry.example.com/a"
            })
    void shouldRefuseReferencesThatTheSchemaWouldRefuse(String reference) throws IOException {
        // When
        run(reference);

        // Then
        assertThat(told()).startsWith("reason=SourceInvalid\nspec.source.oci.reference is none of the form");
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var shown = exchange.getRequestHeaders().getFirst("Authorization");
        requests.add(path + " " + shown);
        var document = documents.get(path);
        if (authorization != null && !authorization.equals(shown)) {
            exchange.sendResponseHeaders(401, -1);
        } else if (document == null && path.contains("/blobs/") && documents.containsKey("/storage/x")) {
            exchange.getResponseHeaders().add("Location", "/storage/x");
            exchange.sendResponseHeaders(307, -1);
        } else if (document == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document);
        }
        exchange.close();
    }

    private static Tar dockerfile() {
        return new Tar().file("Dockerfile", "FROM scratch");
    }

    private static String manifest(String... layers) {
        return "{\"schemaVersion\":2,\"config\":{},\"layers\":[%s]}".formatted(String.join(",", layers));
    }

    private String layer(String mediaType, String annotations, byte[] content) {
        var digest = Digest.of(content);
        documents.put("/v2/team/hello/blobs/" + digest, content);
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
                .formatted(mediaType, digest, content.length, annotations);
    }

    private static String title(String title, boolean unpack) {
        return ",\"annotations\":{\"org.opencontainers.image.title\":\"%s\"%s}"
                .formatted(title, unpack ? ",\"io.deis.oras.content.unpack\":\"true\"" : "");
    }

    private String tag(String tag, String document) {
        documents.put("/v2/team/hello/manifests/" + tag, ascii(document));
        return put(document);
    }

    private String put(String document) {
        var digest = Digest.of(document).value();
        documents.put("/v2/team/hello/manifests/" + digest, ascii(document));
        return digest;
    }

    private static byte[] zstd(Tar tar) throws IOException {
        var all = new ByteArrayOutputStream();
        try (var zstd = new ZstdOutputStream(all)) {
            zstd.write(tar.bytes());
        }
        return all.toByteArray();
    }

    private void secret(String host, String user, String password) throws IOException {
        Files.createDirectories(directory.resolve("mounts/pull"));
        Files.writeString(
                directory.resolve("mounts/pull/.dockerconfigjson"),
                "{\"auths\":{\"%s\":{\"username\":\"%s\",\"password\":\"%s\"}}}".formatted(host, user, password));
    }

    private String host() {
        return "localhost:" + server.getAddress().getPort();
    }

    private int fetch(String version) throws IOException {
        return run(host() + "/team/hello" + version);
    }

    private int run(String reference) throws IOException {
        Files.createDirectories(directory.resolve("scratch"));
        var places = new FetchRun.Places(
                directory.resolve("workspace"),
                directory.resolve("scratch"),
                directory.resolve("mounts"),
                directory.resolve("told"),
                directory.resolve("fetched"));
        return new FetchRun(places, new SourceLimits(8192, 1 << 20, 100), List.of(Duration.ZERO))
                .run(List.of("oci", reference, "--plain-http"));
    }

    private Path workspace(String path) {
        return directory.resolve("workspace").resolve(path);
    }

    private String told() throws IOException {
        return Files.readString(directory.resolve("told"));
    }

    private static String xs(int length) {
        return "x".repeat(length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
