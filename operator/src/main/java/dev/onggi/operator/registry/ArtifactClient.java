package dev.onggi.operator.registry;

import static dev.onggi.operator.registry.RegistryException.Kind.OTHER;

import dev.onggi.operator.model.Digest;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;

/** Reads artifacts of registries whole; of the operator's processes only the one that fetches sources does that. */
public final class ArtifactClient {

    private static final int PERMANENT_REDIRECT = 308;

    private final HttpExchange http = HttpExchange.withTokens();
    private final RegistryEndpoint endpoint;
    private final String repository;

    /** A client for one repository. */
    public ArtifactClient(RegistryEndpoint endpoint, String repository) {
        this.endpoint = endpoint;
        this.repository = repository;
    }

    /**
     * What the registry has under a reference.
     *
     * @param reference a tag or a digest; of a digest it is made sure that it is the one
     */
    public Artifact artifact(String reference) {
        var document = document(reference);
        var wanted = Digest.parse(reference);
        if (wanted.isPresent() && !wanted.get().equals(document.digest())) {
            throw new RegistryException(OTHER, "the registry gave another manifest than the one of " + reference);
        }
        return document.image()
                .map(image ->
                        new Artifact(document.digest(), artifact(image.value()).layers()))
                .orElseGet(document::artifact);
    }

    /** The digest of what the registry has under a tag, without a pull of it where the registry tells it in a header. */
    public Digest digest(String tag) {
        var headers = Map.of("Accept", ManifestDocument.ACCEPT);
        var path = "/v2/" + repository + "/manifests/" + tag;
        var answer = http.send(endpoint, HttpExchange.Call.of("HEAD", path, headers, BodyPublishers.noBody()));
        if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
            throw Refusal.of("read manifest " + repository + " " + tag, answer.statusCode(), answer.body());
        }
        return answer.headers()
                .firstValue("Docker-Content-Digest")
                .flatMap(Digest::parse)
                .orElseGet(() -> document(tag).digest());
    }

    private ArtifactDocument document(String reference) {
        var answer = http.send(
                endpoint,
                HttpExchange.Call.get(
                        "/v2/" + repository + "/manifests/" + reference, Map.of("Accept", ManifestDocument.ACCEPT)));
        if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
            throw Refusal.of("read manifest " + repository + " " + reference, answer.statusCode(), answer.body());
        }
        return ArtifactDocument.parse(answer.body());
    }

    /**
     * A blob, as the registry sends it: neither its size nor its digest is made sure of.
     *
     * @return where the registry stores it elsewhere: that place, which is to be asked without a credential
     */
    public Blob blob(Digest digest) {
        var answer = http.open(endpoint, HttpExchange.Call.get("/v2/" + repository + "/blobs/" + digest, Map.of()));
        if (answer.statusCode() == HttpURLConnection.HTTP_OK) {
            return new Blob.Sent(answer.body());
        }
        return elsewhere(answer)
                .<Blob>map(Blob.Stored::new)
                .orElseThrow(() -> Refusal.of("read blob " + digest, answer.statusCode(), new byte[0]));
    }

    private static Optional<URI> elsewhere(HttpResponse<?> answer) {
        return switch (answer.statusCode()) {
            case HttpURLConnection.HTTP_MOVED_PERM,
                    HttpURLConnection.HTTP_MOVED_TEMP,
                    HttpURLConnection.HTTP_SEE_OTHER,
                    HttpExchange.TEMPORARY_REDIRECT,
                    PERMANENT_REDIRECT ->
                answer.headers().firstValue("Location").map(answer.uri()::resolve);
            default -> Optional.empty();
        };
    }

    /** What came of asking for a blob. */
    public sealed interface Blob {

        /** Its bytes; the caller closes them. */
        record Sent(InputStream bytes) implements Blob {}

        /** Another server has it. */
        record Stored(URI place) implements Blob {}
    }
}
