package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.gateway.api.CollectionRequest;
import dev.onggi.operator.model.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is kept.
 *
 * @param keepTags newest tags of each repository
 * @param untaggedAfter how long a manifest is kept that no tag leads to
 * @param inUse digests that the cluster uses: of manifests, indexes or configs, whichever a container runtime reports
 * @param inUseTags tags that the cluster uses, as {@code repository:tag}
 * @param now the time that ages are counted to
 */
record RetentionRules(int keepTags, Duration untaggedAfter, Set<Digest> inUse, Set<String> inUseTags, Instant now) {

    static RetentionRules of(CollectionRequest request, Instant now) {
        return new RetentionRules(
                request.keepTags(),
                Duration.ofSeconds(request.untaggedAfterSeconds()),
                request.inUse().stream()
                        .map(Digest::parse)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()),
                Set.copyOf(request.inUseTags()),
                now);
    }

    /** The same rules in a cluster that uses nothing. */
    RetentionRules withoutUse() {
        return new RetentionRules(keepTags, untaggedAfter, Set.of(), Set.of(), now);
    }

    boolean isYoung(Instant time) {
        return time.isAfter(now.minus(untaggedAfter));
    }
}
