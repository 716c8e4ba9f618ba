package dev.onggi.operator.registry;

import static dev.onggi.operator.registry.RegistryException.Kind.OTHER;

import dev.onggi.operator.model.Digest;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** {@link RegistryClient} over HTTPS. Safe for use by several threads. */
public final class HttpRegistryClient implements RegistryClient {

    private static final String OCTETS = "application/octet-stream";

    private final HttpExchange http;

    /** A client with the time-outs that the operator uses: 5 s to connect, 20 s for a request with its answer. */
    public HttpRegistryClient() {
        this(new HttpExchange());
    }

    /**
     * A client for registries of others, which follows a registry's wish for a token
     * (https://distribution.github.io/distribution/spec/auth/token/): never for one that has more than that registry's own
     * password.
     */
    public static HttpRegistryClient withTokens() {
        return new HttpRegistryClient(HttpExchange.withTokens());
    }

    HttpRegistryClient(HttpExchange http) {
        this.http = http;
    }

    @Override
    public void ping(RegistryEndpoint endpoint) {
        expect(HttpURLConnection.HTTP_OK, "ping", http.send(endpoint, HttpExchange.Call.get("/v2/", Map.of())));
    }

    @Override
    public Digest pushBlob(RegistryEndpoint endpoint, String repository, byte[] content) {
        var digest = Digest.of(content);
        var there = http.send(endpoint, HttpExchange.Call.head("/v2/" + repository + "/blobs/" + digest));
        if (there.statusCode() == HttpURLConnection.HTTP_NOT_FOUND) {
            upload(endpoint, repository, digest, content);
        } else if (there.statusCode() != HttpExchange.TEMPORARY_REDIRECT) { // to where it is stored: it is there
            expect(HttpURLConnection.HTTP_OK, "look for blob " + digest, there);
        }
        return digest;
    }

    private void upload(RegistryEndpoint endpoint, String repository, Digest digest, byte[] content) {
        var start = http.send(
                endpoint,
                HttpExchange.Call.of(
                        "POST", "/v2/" + repository + "/blobs/uploads/", Map.of(), BodyPublishers.noBody()));
        expect(HttpURLConnection.HTTP_ACCEPTED, "start an upload to " + repository, start);
        var target = uploadTarget(start) + URLEncoder.encode(digest.value(), StandardCharsets.UTF_8);
        var end = http.send(
                endpoint,
                HttpExchange.Call.of(
                        "PUT", target, Map.of("Content-Type", OCTETS), BodyPublishers.ofByteArray(content)));
        expect(HttpURLConnection.HTTP_CREATED, "upload blob " + digest, end);
    }

    /** The place to which the registry wants the blob: never another host, for the credentials go with the request. */
    private static String uploadTarget(HttpResponse<byte[]> start) {
        var location = start.headers()
                .firstValue("Location")
                .map(start.uri()::resolve)
                .orElseThrow(() -> new RegistryException(OTHER, "the registry named no place for the upload"));
        if (!authority(location).equals(authority(start.uri()))) {
            throw new RegistryException(OTHER, "the registry named another host for the upload; it was not followed");
        }
        var query = location.getRawQuery();
        return location.getRawPath() + "?" + (query == null ? "" : query + "&") + "digest=";
    }

    private static String authority(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    @Override
    public Digest putManifest(RegistryEndpoint endpoint, String repository, String mediaType, byte[] content) {
        var digest = Digest.of(content);
        var answer = http.send(
                endpoint,
                HttpExchange.Call.of(
                        "PUT",
                        "/v2/" + repository + "/manifests/" + digest,
                        Map.of("Content-Type", mediaType),
                        BodyPublishers.ofByteArray(content)));
        expect(HttpURLConnection.HTTP_CREATED, "put manifest " + digest, answer);
        return digest;
    }

    @Override
    public Manifest manifest(RegistryEndpoint endpoint, String repository, String reference) {
        var document = document(endpoint, repository, reference);
        var image = document.image()
                .map(digest -> document(endpoint, repository, digest.value()))
                .orElse(document);
        var user = image.config().flatMap(config -> user(endpoint, repository, config));
        return new Manifest(document.digest(), document.mediaType(), image.size(), image.layers(), user);
    }

    /** Empty where the registry has no such blob, or sends elsewhere for it: that is not followed. */
    private Optional<String> user(RegistryEndpoint endpoint, String repository, Digest config) {
        var answer = http.send(endpoint, HttpExchange.Call.get("/v2/" + repository + "/blobs/" + config, Map.of()));
        if (answer.statusCode() == HttpURLConnection.HTTP_NOT_FOUND
                || answer.statusCode() == HttpExchange.TEMPORARY_REDIRECT) {
            return Optional.empty();
        }
        expect(HttpURLConnection.HTTP_OK, "read configuration " + config, answer);
        return ImageConfig.user(answer.body());
    }

    @Override
    public void deleteManifest(RegistryEndpoint endpoint, String repository, String reference) {
        var answer = http.send(
                endpoint,
                HttpExchange.Call.of(
                        "DELETE", "/v2/" + repository + "/manifests/" + reference, Map.of(), BodyPublishers.noBody()));
        expect(HttpURLConnection.HTTP_ACCEPTED, "delete manifest " + repository + " " + reference, answer);
    }

    private ManifestDocument document(RegistryEndpoint endpoint, String repository, String reference) {
        var answer = http.send(
                endpoint,
                HttpExchange.Call.get(
                        "/v2/" + repository + "/manifests/" + reference, Map.of("Accept", ManifestDocument.ACCEPT)));
        expect(HttpURLConnection.HTTP_OK, "read manifest " + repository + " " + reference, answer);
        var mediaType = answer.headers().firstValue("Content-Type").orElse("");
        return ManifestDocument.parse(mediaType, answer.body());
    }

    private static void expect(int status, String what, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != status) {
            throw Refusal.of(what, answer.statusCode(), answer.body());
        }
    }
}
