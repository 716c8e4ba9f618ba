package dev.onggi.operator.registry;

import dev.onggi.operator.model.Digest;
import java.util.List;

/**
 * An image, or whatever else a registry has in the form of one.
 *
 * @param digest digest of the document that was asked for: of the index, where there is one for several platforms
 * @param layers its layers, the lowest first
 */
public record Artifact(Digest digest, List<Layer> layers) {

    /**
     * One layer.
     *
     * @param mediaType what it is, as its manifest says
     * @param digest of its bytes
     * @param size of its bytes, as its manifest says
     * @param title name of the file that it is; empty where it is none by itself
     * @param archive whether what is so named is a directory, in the form of an archive
     */
    public record Layer(String mediaType, Digest digest, long size, String title, boolean archive) {}
}
