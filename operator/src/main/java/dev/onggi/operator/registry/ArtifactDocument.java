package dev.onggi.operator.registry;

import static dev.onggi.operator.registry.RegistryException.Kind.OTHER;
import static dev.onggi.operator.registry.RegistryException.Kind.REFUSED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A manifest or an index, with all that is needed to fetch what it names.
 *
 * @param artifact what it names; of an index, nothing
 * @param image of an index, the digest of the manifest to look at
 */
record ArtifactDocument(Artifact artifact, Optional<Digest> image) {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** https://github.com/opencontainers/image-spec/blob/main/annotations.md */
    private static final String TITLE = "org.opencontainers.image.title";
    /** What oras writes where a layer is a whole directory: https://oras.land/docs/how_to_guides/pushing_and_pulling */
    private static final String UNPACK = "io.deis.oras.content.unpack";

    Digest digest() {
        return artifact.digest();
    }

    static ArtifactDocument parse(byte[] content) {
        var known = ManifestDocument.parse("", content);
        var layers = StreamSupport.stream(json(content).path("layers").spliterator(), false)
                .map(ArtifactDocument::layer)
                .toList();
        return new ArtifactDocument(new Artifact(known.digest(), layers), known.image());
    }

    private static Artifact.Layer layer(JsonNode layer) {
        var annotations = layer.path("annotations");
        return new Artifact.Layer(
                layer.path("mediaType").asText(),
                Digest.parse(layer.path("digest").asText())
                        .orElseThrow(() -> new RegistryException(
                                REFUSED,
                                "a layer has no sha256 digest: "
                                        + layer.path("mediaType").asText())),
                layer.path("size").asLong(),
                annotations.path(TITLE).asText(),
                "true".equals(annotations.path(UNPACK).asText()));
    }

    private static JsonNode json(byte[] content) {
        try {
            return JSON.readTree(content);
        } catch (IOException e) {
            throw new RegistryException(OTHER, "the registry's manifest is not JSON", e);
        }
    }
}
