package dev.onggi.operator.localregistry.retention;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistrySpec;
import dev.onggi.api.v1alpha1.RegistryRetention;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * What is garbage.
 *
 * @param keepTags how many tags of each repository stay; {@link #ALL} for all
 * @param untaggedAfter how long an image that no tag points to stays
 */
record RetentionRules(int keepTags, Duration untaggedAfter) {

    /** More tags than a repository can have. */
    static final int ALL = Integer.MAX_VALUE;

    private static final int DEFAULT_KEEP_TAGS = 10;
    private static final String DEFAULT_UNTAGGED_AFTER = "24h";

    /** The rules of a registry; a spec that never went through the API server has the schema's defaults. */
    static RetentionRules of(LocalRegistry registry) {
        var spec = Optional.ofNullable(registry.getSpec()).map(LocalRegistrySpec::retention);
        int keepTags = spec.map(RegistryRetention::keepTags).orElse(DEFAULT_KEEP_TAGS);
        var untaggedAfter = spec.map(RegistryRetention::untaggedAfter).orElse(DEFAULT_UNTAGGED_AFTER);
        return new RetentionRules(keepTags == 0 ? ALL : keepTags, Durations.parse(untaggedAfter));
    }

    /** The same for the same rules, however they are written: 24h and 1440m are one. */
    String fingerprint() {
        return Digest.of(keepTags + " " + untaggedAfter.toSeconds()).shortened();
    }
}
