package dev.onggi.operator.registry;

import dev.onggi.operator.model.Digest;
import java.util.Optional;

/**
 * What a registry says of an image.
 *
 * @param digest digest of the document that was asked for: of the index, where the image has one for several platforms
 * @param mediaType media type of that document
 * @param size bytes of the image's configuration and layers, as stored (compressed); of an index, those of its
 *     linux/amd64 image, or of its first one where it has none
 * @param layers number of layers of that image
 * @param user who that image runs as, as its configuration names it; root where it names nobody, empty where the registry
 *     does not hand the configuration out
 */
public record Manifest(Digest digest, String mediaType, long size, int layers, Optional<String> user) {}
