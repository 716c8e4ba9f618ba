package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.model.Digest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A tag as it was found.
 *
 * @param name its name
 * @param digest what it names
 * @param written when it was last written
 * @param history when it began to name each of the digests that it has named, this one too
 */
record TagState(String name, Digest digest, Instant written, Map<Digest, Instant> history) {

    /**
     * The tag by which those registries that have no API for referrers find what is about a manifest
     * (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema), and those of cosign,
     * which end in .sig, .att or .sbom.
     */
    private static final Pattern ABOUT = Pattern.compile("sha256-([0-9a-f]{64})(\\..*)?");

    /** The manifest that this tag is about; empty for an ordinary tag. */
    Optional<Digest> subject() {
        var about = ABOUT.matcher(name);
        return about.matches() ? Digest.parse("sha256:" + about.group(1)) : Optional.empty();
    }

    /** When the tag stopped to name a digest that it once named; empty where it never did, or still does. */
    Optional<Instant> left(Digest once) {
        var began = history.get(once);
        if (began == null || once.equals(digest)) {
            return Optional.empty();
        }
        return Optional.of(history.values().stream()
                .filter(other -> other.isAfter(began))
                .min(Instant::compareTo)
                .orElse(written));
    }
}
