package dev.onggi.operator.registry;

import static dev.onggi.operator.registry.RegistryException.Kind.OTHER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A manifest or an index as it came from a registry.
 *
 * @param image of an index, the digest of the image to look at; empty for a manifest
 * @param config of a manifest, the digest of the configuration; empty for an index
 */
record ManifestDocument(
        Digest digest,
        String mediaType,
        long size,
        List<Manifest.Layer> layers,
        Optional<Digest> image,
        Optional<Digest> config) {

    static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String DOCKER_INDEX = "application/vnd.docker.distribution.manifest.list.v2+json";
    private static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    /** Value of the header Accept: everything that can be read here. */
    static final String ACCEPT = String.join(", ", OCI_INDEX, OCI_MANIFEST, DOCKER_INDEX, DOCKER_MANIFEST);

    private static final ObjectMapper JSON = new ObjectMapper();

    static ManifestDocument parse(String mediaType, byte[] content) {
        var digest = Digest.of(content);
        var json = json(content);
        if (json.path("manifests").isArray()) {
            return new ManifestDocument(
                    digest, mediaType, 0, List.of(), Optional.of(linuxImage(json.path("manifests"))), Optional.empty());
        }
        // an image of no files has none, and BuildKit then writes null
        if (!json.path("layers").isArray()
                && !json.path("config").path("digest").isTextual()) {
            throw new RegistryException(OTHER, "the registry answered with neither a manifest nor an index");
        }
        var layers = StreamSupport.stream(json.path("layers").spliterator(), false)
                .map(layer -> new Manifest.Layer(
                        layer.path("digest").asText(), layer.path("size").asLong()))
                .toList();
        long size = json.path("config").path("size").asLong()
                + layers.stream().mapToLong(Manifest.Layer::size).sum();
        return new ManifestDocument(
                digest,
                mediaType,
                size,
                layers,
                Optional.empty(),
                Digest.parse(json.path("config").path("digest").asText()));
    }

    /** Attestations of BuildKit have the platform unknown/unknown and are no images. */
    private static Digest linuxImage(JsonNode manifests) {
        var images = StreamSupport.stream(manifests.spliterator(), false)
                .filter(entry -> !entry.path("platform").path("os").asText().equals("unknown"))
                .toList();
        return images.stream()
                .filter(entry -> entry.path("platform").path("os").asText().equals("linux")
                        && entry.path("platform").path("architecture").asText().equals("amd64"))
                .findFirst()
                .or(() -> images.stream().findFirst())
                .map(entry -> digest(entry.path("digest").asText()))
                .orElseThrow(() -> new RegistryException(OTHER, "the registry's index names no image"));
    }

    private static Digest digest(String text) {
        try {
            return new Digest(text);
        } catch (IllegalArgumentException e) {
            throw new RegistryException(OTHER, "the registry's index names a digest that is none", e);
        }
    }

    private static JsonNode json(byte[] content) {
        try {
            return JSON.readTree(content);
        } catch (IOException e) {
            throw new RegistryException(OTHER, "the registry's manifest is not JSON", e);
        }
    }
}
