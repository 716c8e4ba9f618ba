package dev.onggi.operator.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.onggi.operator.golden.FetchResults;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the program that fetches archives, artifacts and directories says of each kind of failure, with builds' bounds. */
class FetchRecordingTest {

    private static final byte[] NO_ARCHIVE = "<html>log in first</html>".getBytes(StandardCharsets.US_ASCII);
    private static final String SHA256 = "0123456789abcdef".repeat(4);
    private static final String SECRET = "mounts/pull/.dockerconfigjson";

    @TempDir
    private Path directory;

    private HttpServer server;

    @BeforeEach
    void givenAServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void shouldSayWhatIsRecordedWhenNobodyAnswers() throws IOException {
        // Given
        server.stop(0);

        // Then
        archive("archive-unreachable", SHA256);
        oci("oci-unreachable");
    }

    @ParameterizedTest
    @CsvSource({"404, archive-missing", "403, archive-refused"})
    void shouldSayWhatIsRecordedWhenTheServerOfAnArchiveRefuses(int status, String recording) throws IOException {
        // Given
        serve(status, new byte[0]);

        // Then
        archive(recording, SHA256);
    }

    @Test
    void shouldSayWhatIsRecordedWhenAnArchiveIsAnotherOne() throws IOException {
        // Given
        serve(200, NO_ARCHIVE);

        // Then
        archive("archive-checksum", SHA256);
    }

    @Test
    void shouldSayWhatIsRecordedWhenAnArchiveIsNone() throws IOException {
        // Given
        serve(200, NO_ARCHIVE);

        // Then
        archive("archive-malformed", Digest.of(NO_ARCHIVE).hex());
    }

    @Test
    void shouldSayWhatIsRecordedWhenAnArchiveIsLargerThanASourceMayBe() throws IOException {
        // Given: it is announced, and never sent
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, (1L << 30) + 1);
            exchange.getResponseBody().flush();
        });

        // Then
        archive("archive-too-large", SHA256);
    }

    @Test
    void shouldSayWhatIsRecordedWhenARegistryHasNoSuchArtifact() throws IOException {
        // Given
        serve(404, new byte[0]);

        // Then
        oci("oci-missing");
    }

    @Test
    void shouldSayWhatIsRecordedWhenARegistryWantsAUser() throws IOException {
        // Given
        serve(401, new byte[0]);

        // Then
        oci("oci-credential-missing");
    }

    @Test
    void shouldSayWhatIsRecordedWhenARegistryWantsAnotherUser() throws IOException {
        // Given
        serve(401, new byte[0]);
        Files.createDirectories(directory.resolve(SECRET).getParent());
        Files.writeString(
                directory.resolve(SECRET),
                "{\"auths\":{\"%s\":{\"username\":\"kim\",\"password\":\"s3cret\"}}}".formatted(host()));

        // Then
        oci("oci-credential-refused");
    }

    @Test
    void shouldSayWhatIsRecordedWhenALayerIsLargerThanASourceMayBe() throws IOException {
        // Given
        var layer =
                "{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"sha256:%s\",\"size\":%d}"
                        .formatted(SHA256, (1L << 30) + 1);
        serve(
                200,
                "{\"schemaVersion\":2,\"config\":{},\"layers\":[%s]}"
                        .formatted(layer)
                        .getBytes(StandardCharsets.US_ASCII));

        // Then
        oci("oci-too-large");
    }

    @Test
    void shouldSayWhatIsRecordedWhenAVolumeHasNoSuchDirectory() throws IOException {
        // Given
        Files.createDirectories(directory.resolve("mounts/claim/world"));

        // Then
        run("claim-directory-missing", List.of("claim", "hello"));
    }

    private void serve(int status, byte[] content) {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
    }

    private void archive(String recording, String sha256) throws IOException {
        run(recording, List.of("archive", "http://" + host() + "/hello.tar.gz?token=s3cret", sha256));
    }

    private void oci(String recording) throws IOException {
        run(recording, List.of("oci", host() + "/team/hello:1", "--plain-http"));
    }

    /** The recording has names in the place of the test's own server, whose port is another one each time. */
    private void run(String recording, List<String> arguments) throws IOException {
        Files.createDirectories(directory.resolve("scratch"));
        var told = directory.resolve("told");
        var places = new FetchRun.Places(
                directory.resolve("workspace"),
                directory.resolve("scratch"),
                directory.resolve("mounts"),
                told,
                directory.resolve("fetched"));
        int code = new FetchRun(places, SourceLimits.OF_BUILDS, List.of(Duration.ZERO)).run(arguments);
        assertThat(code).isEqualTo(1);
        FetchResults.assertRecorded(
                recording,
                Files.readString(told)
                        .replace("http://" + host(), "https://files.example.com")
                        .replace(host(), "ghcr.io"));
    }

    private String host() {
        return "localhost:" + server.getAddress().getPort();
    }
}
