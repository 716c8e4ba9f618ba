package dev.onggi.operator.gateway.storage;

import dev.onggi.operator.model.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What a manifest or an index names. Digests other than SHA-256 are left out: the registry keeps what they name under its
 * SHA-256 digest too, and nobody deletes the alias.
 *
 * @param config its config
 * @param blobs its layers, or what else an artifact has in their place, in the manifest's order
 * @param manifests of an index, the manifests in it
 * @param subject the manifest that it is about: a signature's image, for instance
 */
public record ManifestContent(
        Optional<Descriptor> config, List<Descriptor> blobs, List<Descriptor> manifests, Optional<Digest> subject) {

    /** The most that a manifest may have; the registry takes no larger one. */
    public static final int LARGEST = 4 * 1024 * 1024;

    /** What a manifest without any of them names. */
    public static final ManifestContent NOTHING =
            new ManifestContent(Optional.empty(), List.of(), List.of(), Optional.empty());

    /**
     * A thing that is named.
     *
     * @param digest its digest
     * @param size its bytes
     * @param platform {@code os/architecture[/variant]} of a manifest in an index; empty for one that is not an image to
     *     run, such as an attestation, and for what has none
     */
    public record Descriptor(Digest digest, long size, Optional<String> platform) {}
}
