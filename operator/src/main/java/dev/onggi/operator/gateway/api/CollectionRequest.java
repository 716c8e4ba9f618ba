package dev.onggi.operator.gateway.api;

import java.util.List;

/**
 * A collection of garbage that the operator asks for.
 *
 * @param id names the collection in its report
 * @param dryRun whether it only reports what it would delete
 * @param keepTags newest tags that are kept in each repository
 * @param untaggedAfterSeconds age in seconds from which on a manifest without a tag is garbage
 * @param inUse digests of manifests that the cluster uses, and that are kept with all they name
 * @param inUseTags tags that the cluster uses, as {@code repository:tag}
 */
public record CollectionRequest(
        String id,
        boolean dryRun,
        int keepTags,
        long untaggedAfterSeconds,
        List<String> inUse,
        List<String> inUseTags) {

    /**
     * A request; lists that are absent in the JSON are empty.
     *
     * @throws IllegalArgumentException where a value is missing or out of its range; the message says which
     */
    public CollectionRequest {
        if (id == null || id.isBlank() || id.length() > 128) {
            throw new IllegalArgumentException("id must have 1 to 128 characters");
        }
        if (keepTags < 1) {
            throw new IllegalArgumentException("keepTags must be at least 1, it is " + keepTags);
        }
        if (untaggedAfterSeconds < 0) {
            throw new IllegalArgumentException("untaggedAfterSeconds must not be negative: " + untaggedAfterSeconds);
        }
        inUse = inUse == null ? List.of() : List.copyOf(inUse);
        inUseTags = inUseTags == null ? List.of() : List.copyOf(inUseTags);
    }
}
