package dev.onggi.operator.gateway.api;

import java.time.Instant;
import java.util.List;

/**
 * A tagged image of the registry.
 *
 * @param repository its repository
 * @param tag its tag
 * @param digest digest of the manifest, or of the index, that the tag names
 * @param size bytes of all layers and configs of all platforms, each counted once
 * @param layers its layers, each once, in the order of the manifest
 * @param platforms {@code os/architecture[/variant]} of each image in it; empty where they are not known
 * @param time when the tag was last written
 */
public record CatalogImage(
        String repository,
        String tag,
        String digest,
        long size,
        List<Layer> layers,
        List<String> platforms,
        Instant time) {

    /** An image; lists that are absent in the JSON are empty. */
    public CatalogImage {
        layers = layers == null ? List.of() : List.copyOf(layers);
        platforms = platforms == null ? List.of() : List.copyOf(platforms);
    }

    /**
     * A layer.
     *
     * @param digest its digest
     * @param size its bytes, compressed as they are stored
     */
    public record Layer(String digest, long size) {}
}
