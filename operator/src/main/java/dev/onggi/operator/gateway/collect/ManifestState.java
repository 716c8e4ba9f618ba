package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.model.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A manifest or an index as it was found.
 *
 * @param pushed when it was last pushed into this repository
 * @param config its config
 * @param layers its layers
 * @param manifests of an index, the manifests in it
 * @param subject the manifest that it is about
 */
record ManifestState(
        Instant pushed,
        Optional<Digest> config,
        List<Digest> layers,
        List<Digest> manifests,
        Optional<Digest> subject) {}
