package dev.onggi.operator.registry;

import dev.onggi.operator.model.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What a registry says of an image.
 *
 * @param digest digest of the document that was asked for: of the index, where the image has one for several platforms
 * @param mediaType media type of that document
 * @param size bytes of the image's configuration and layers, as stored (compressed); of an index, those of its
 *     linux/amd64 image, or of its first one where it has none
 * @param layers layers of that image, the lowest first
 * @param user who that image runs as, as its configuration names it; root where it names nobody, empty where the registry
 *     does not hand the configuration out
 */
public record Manifest(Digest digest, String mediaType, long size, List<Layer> layers, Optional<String> user) {

    /**
     * One layer.
     *
     * @param digest of its bytes as stored, as the manifest names it
     * @param size of those bytes
     */
    public record Layer(String digest, long size) {}

    /** Bytes of the layers that another image has, too; what an image has twice is stored once. */
    public long sharedWith(Manifest other) {
        return layers.stream()
                .distinct()
                .filter(other.layers::contains)
                .mapToLong(Layer::size)
                .sum();
    }
}
