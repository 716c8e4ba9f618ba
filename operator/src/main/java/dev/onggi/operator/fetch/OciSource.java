package dev.onggi.operator.fetch;

import static dev.onggi.operator.imagebuild.ImageBuildReasons.SOURCE_TOO_LARGE;
import static dev.onggi.operator.imagebuild.result.FailureReasons.SOURCE_INVALID;
import static dev.onggi.operator.imagebuild.result.FailureReasons.SOURCE_UNREACHABLE;

import dev.onggi.operator.registry.Artifact;
import dev.onggi.operator.registry.ArtifactClient;
import dev.onggi.operator.registry.RegistryEndpoint;
import dev.onggi.operator.registry.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An image or another artifact of a registry.
 *
 * @param reference which one
 * @param plainHttp whether the registry speaks plain HTTP
 * @param credential who asks
 */
record OciSource(OciReference reference, boolean plainHttp, OciCredential credential) implements Source {

    private static final int MOST_LAYERS = 128;
    /** What a manifest has in the place of a layer where it has none. */
    private static final String EMPTY = "application/vnd.oci.empty.v1+json";

    static OciSource of(String reference, boolean plainHttp, OciCredential credential) throws FetchException {
        return new OciSource(OciReference.of(reference), plainHttp, credential);
    }

    @Override
    public String description() {
        return "artifact " + reference;
    }

    @Override
    public Links links() {
        return Links.AS_IN_IMAGE;
    }

    @Override
    public Revision fetch(SourceTree tree, Path scratch, SourceLimits limits) throws IOException, FetchException {
        var endpoint = new RegistryEndpoint(
                reference.address(), credential.ca(), credential.user(reference.host()), plainHttp);
        var client = new ArtifactClient(endpoint, reference.repository());
        try {
            var artifact = client.artifact(reference.version());
            var layers = artifact.layers().stream()
                    .filter(layer -> !layer.mediaType().equals(EMPTY))
                    .toList();
            if (layers.isEmpty() || layers.size() > MOST_LAYERS) {
                throw new FetchException(
                        SOURCE_INVALID,
                        "%s has %d layers, and a source has 1 to %d".formatted(reference, layers.size(), MOST_LAYERS));
            }
            var unpacking = new Unpacking(tree, limits);
            long left = limits.sent();
            for (var layer : layers) {
                left -= put(client, layer, new LayerPlace(tree, unpacking, scratch.resolve("layer")), left);
            }
            return new Revision(artifact.digest().value(), "", "");
        } catch (RegistryException e) {
            throw OciFailure.of(reference, credential, endpoint.user().isPresent(), e);
        }
    }

    private record LayerPlace(SourceTree tree, Unpacking unpacking, Path scratch) {}

    /** Returns how many bytes were sent. */
    private long put(ArtifactClient client, Artifact.Layer layer, LayerPlace place, long left)
            throws IOException, FetchException {
        var what = "layer %s of %s".formatted(layer.digest().shortened(), reference);
        if (layer.size() > left) {
            throw new FetchException(
                    SOURCE_TOO_LARGE,
                    "%s has %d bytes, and %d are left of what a source may have; push an artifact with less in it"
                            .formatted(what, layer.size(), left));
        }
        try {
            var found = new Download(left).write(open(client, layer), place.scratch(), what);
            if (!found.equals(layer.digest())) {
                throw new FetchException(
                        SOURCE_UNREACHABLE, "what came as %s has another digest, %s".formatted(what, found));
            }
            if (layer.title().isEmpty() || layer.archive()) {
                place.unpacking().unpackLayer(place.scratch(), what);
            } else {
                place.unpacking().copy(place.scratch(), layer.title());
            }
            return Files.size(place.scratch());
        } finally {
            Files.deleteIfExists(place.scratch());
        }
    }

    /** Another server, where the registry stores its blobs, is told nothing but the URL that the registry gave. */
    private InputStream open(ArtifactClient client, Artifact.Layer layer) throws FetchException {
        return switch (client.blob(layer.digest())) {
            case ArtifactClient.Blob.Sent sent -> sent.bytes();
            case ArtifactClient.Blob.Stored stored -> {
                if (!plainHttp && !"https".equals(stored.place().getScheme())) {
                    throw new FetchException(
                            SOURCE_INVALID,
                            "%s stores its layers at %s, which has no TLS; it was not asked"
                                    .formatted(reference.host(), stored.place().getHost()));
                }
                yield new WebServer(ArchiveSource.address(stored.place()))
                        .get(stored.place())
                        .body();
            }
        };
    }
}
