package dev.onggi.operator.bench.registry;

import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/** The requests to one registry. Each operation fails where it is answered anything but what it should be. */
final class Load {

    private static final int MEGABYTE = 1 << 20;
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String REPOSITORY = "/v2/bench/app/";
    private static final String AUTHORIZATION = "Basic "
            + Base64.getEncoder()
                    .encodeToString((Contender.USER + ":" + Contender.PASSWORD).getBytes(StandardCharsets.UTF_8));

    private final URI registry;
    private final HttpClient http;
    private final AtomicLong number = new AtomicLong();
    private final byte[] random = new byte[MEGABYTE];
    private Digest pulled;

    Load(URI registry, SSLContext trust) {
        this.registry = registry;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust)
                .build();
        new Random(1).nextBytes(random);
    }

    /** Pushes what is pulled and asked for later. */
    void prepare() throws IOException, InterruptedException {
        pulled = push();
        var layer = descriptor("application/vnd.oci.image.layer.v1.tar", pulled, MEGABYTE);
        var config = upload("{}".getBytes(StandardCharsets.UTF_8));
        var manifest = "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
                .formatted(MANIFEST, descriptor("application/vnd.oci.image.config.v1+json", config, 2), layer);
        expect(
                201,
                http.send(
                        request(REPOSITORY + "manifests/v1")
                                .header("Content-Type", MANIFEST)
                                .PUT(BodyPublishers.ofString(manifest))
                                .build(),
                        BodyHandlers.ofByteArray()));
    }

    void run(Operation operation) throws IOException, InterruptedException {
        switch (operation) {
            case PUSH -> push();
            case PULL ->
                expect(200, http.send(request(REPOSITORY + "blobs/" + pulled).build(), BodyHandlers.ofByteArray()));
            case HEAD -> expect(200, http.send(manifest().HEAD().build(), BodyHandlers.ofByteArray()));
            case GET -> expect(200, http.send(manifest().GET().build(), BodyHandlers.ofByteArray()));
        }
    }

    private HttpRequest.Builder manifest() {
        return request(REPOSITORY + "manifests/v1").header("Accept", MANIFEST);
    }

    /** A blob that nobody has pushed before, in two requests, as container tools do. */
    private Digest push() throws IOException, InterruptedException {
        var content = random.clone();
        ByteBuffer.wrap(content).putLong(number.incrementAndGet()).putLong(System.nanoTime());
        return upload(content);
    }

    private Digest upload(byte[] content) throws IOException, InterruptedException {
        var digest = Digest.of(content);
        var start = http.send(
                request(REPOSITORY + "blobs/uploads/")
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofByteArray());
        expect(202, start);
        var location = start.headers().firstValue("Location").orElseThrow();
        expect(
                201,
                http.send(
                        request(location + "&digest=" + digest)
                                .header("Content-Type", "application/octet-stream")
                                .PUT(BodyPublishers.ofByteArray(content))
                                .build(),
                        BodyHandlers.ofByteArray()));
        return digest;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(registry.resolve(path)).header("Authorization", AUTHORIZATION);
    }

    private static String descriptor(String type, Digest digest, int size) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}".formatted(type, digest, size);
    }

    private static void expect(int status, HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException(answer.request().method() + " " + answer.uri() + " was answered "
                    + answer.statusCode() + ": " + new String(answer.body(), StandardCharsets.UTF_8));
        }
    }
}
