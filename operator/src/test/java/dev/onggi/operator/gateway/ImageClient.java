package dev.onggi.operator.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Pushes and pulls images as container tools do: asks first whether a layer is there, and uploads only what is not. Any
 * answer that such a tool would give up on is an exception.
 */
public final class ImageClient {

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI registry;
    private final HttpClient http;
    private final Optional<String> authorization;
    private final AtomicLong requests = new AtomicLong();

    public ImageClient(URI registry) {
        this(
                registry,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                Optional.empty());
    }

    /** A client that sends a header Authorization. */
    public ImageClient(URI registry, HttpClient http, Optional<String> authorization) {
        this.registry = registry;
        this.http = http;
        this.authorization = authorization;
    }

    /** How many requests were answered. */
    public long requests() {
        return requests.get();
    }

    /** Pushes an image of these layers, by its digest alone where the tag is null, and returns its digest. */
    public Digest push(String repository, String tag, String... layers) throws IOException, InterruptedException {
        var descriptors = new ArrayList<String>();
        for (String layer : layers) {
            descriptors.add(blob(repository, layer, "application/vnd.oci.image.layer.v1.tar"));
        }
        var config =
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]},\"x\":\"%s\"}"
                        .formatted(Digest.of(String.join("+", layers)));
        var manifest = "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
                .formatted(
                        MANIFEST,
                        blob(repository, config, "application/vnd.oci.image.config.v1+json"),
                        String.join(",", descriptors));
        return manifest(repository, tag, manifest, MANIFEST);
    }

    /** Pushes an index of manifests that are there. */
    public Digest pushIndex(String repository, String tag, Digest... manifests)
            throws IOException, InterruptedException {
        var list = new ArrayList<String>();
        for (Digest digest : manifests) {
            int size = get(repository, "manifests", digest.value()).length;
            list.add(descriptor(MANIFEST, digest, size));
        }
        var index = "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
                .formatted(INDEX, String.join(",", list));
        return manifest(repository, tag, index, INDEX);
    }

    /** Pushes a manifest as it stands. */
    public Digest manifest(String repository, String tag, String json, String mediaType)
            throws IOException, InterruptedException {
        var digest = Digest.of(json);
        var request = request("/v2/" + repository + "/manifests/" + (tag == null ? digest.value() : tag))
                .header("Content-Type", mediaType)
                .PUT(BodyPublishers.ofString(json));
        expect(201, send(request));
        return digest;
    }

    /** Brings a blob there, unless it is, and returns its descriptor. */
    public String blob(String repository, String content, String mediaType) throws IOException, InterruptedException {
        var digest = Digest.of(content);
        if (!hasBlob(repository, digest)) {
            var start = send(request("/v2/" + repository + "/blobs/uploads/").POST(BodyPublishers.noBody()));
            expect(202, start);
            var location =
                    registry.resolve(start.headers().firstValue("Location").orElseThrow());
            var end = URI.create(location + (location.getQuery() == null ? "?" : "&") + "digest=" + digest);
            expect(
                    201,
                    send(HttpRequest.newBuilder(end)
                            .header("Content-Type", "application/octet-stream")
                            .PUT(BodyPublishers.ofString(content))));
        }
        return descriptor(mediaType, digest, content.getBytes(UTF_8).length);
    }

    /** Whether a blob is there. */
    public boolean hasBlob(String repository, Digest digest) throws IOException, InterruptedException {
        return found(send(request("/v2/" + repository + "/blobs/" + digest).HEAD()));
    }

    /** Whether a manifest is there, by digest or tag. */
    public boolean hasManifest(String repository, String reference) throws IOException, InterruptedException {
        return found(send(request("/v2/" + repository + "/manifests/" + reference)
                .header("Accept", MANIFEST + ", " + INDEX)
                .HEAD()));
    }

    private static boolean found(HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() != 404) {
            expect(200, answer);
        }
        return answer.statusCode() == 200;
    }

    /** Pulls an image whole, and checks every digest in it. */
    public void pull(String repository, String reference) throws IOException, InterruptedException {
        var manifest = get(repository, "manifests", reference);
        if (reference.startsWith("sha256:")) {
            check(reference, manifest);
        }
        var json = JSON.readTree(manifest);
        for (var child : json.path("manifests")) {
            pull(repository, child.path("digest").asText());
        }
        var blobs = new ArrayList<String>();
        json.path("layers").forEach(layer -> blobs.add(layer.path("digest").asText()));
        if (json.has("config")) {
            blobs.add(json.path("config").path("digest").asText());
        }
        for (String digest : blobs) {
            check(digest, get(repository, "blobs", digest));
        }
    }

    private byte[] get(String repository, String kind, String reference) throws IOException, InterruptedException {
        var answer = send(request("/v2/" + repository + "/" + kind + "/" + reference)
                .header("Accept", MANIFEST + ", " + INDEX)
                .GET());
        expect(200, answer);
        return answer.body();
    }

    private static void check(String digest, byte[] content) throws IOException {
        if (!Digest.of(content).value().equals(digest)) {
            throw new IOException(digest + " has another content");
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(registry.resolve(path));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        authorization.ifPresent(value -> request.header("Authorization", value));
        var answer = http.send(request.build(), BodyHandlers.ofByteArray());
        requests.incrementAndGet();
        return answer;
    }

    private static void expect(int status, HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException(
                    answer.request().method() + " " + answer.request().uri() + " was answered " + answer.statusCode()
                            + ": " + new String(answer.body(), UTF_8));
        }
    }

    private static String descriptor(String mediaType, Digest digest, int size) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}".formatted(mediaType, digest, size);
    }

    /** Names of layers that nobody else uses. */
    public static List<String> layers(String seed, int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> seed + "/" + i + "/" + "x".repeat(1000))
                .toList();
    }
}
