package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.model.CacheTag;
import dev.onggi.operator.model.Digest;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a repository is kept and what is garbage. Kept are: the newest tags; the tags and manifests that the cluster uses;
 * manifests that no tag leads to until they are old; and all that these lead to. What is about a manifest (signatures,
 * attestations, lists of materials) has no age of its own: it stays and goes with that manifest, and is treated like any
 * other only where that manifest is not there.
 *
 * @param kept what stays
 * @param garbage what can go, in the order in which it must: each before what it leads to, so that at no time something is
 *     there that leads to nothing
 * @param keptInUse how many manifests stay only because the cluster uses them
 */
record RetentionPlan(Set<Item> kept, List<Item> garbage, int keptInUse) {

    /**
     * Repositories that are left alone: the operator's own, and images that were copied in and, where there is no way out,
     * cannot be had again; many of those are known by digest alone.
     */
    private static final List<String> EXEMPT = List.of("onggi/", "upstream/");

    private static final Comparator<TagState> NEWEST_FIRST =
            Comparator.comparing(TagState::written).reversed().thenComparing(TagState::name, Comparator.reverseOrder());

    /** The plan for a repository: the same for the same values. */
    static RetentionPlan of(RepositoryState repository, RetentionRules rules) {
        var items = repository.items();
        if (EXEMPT.stream().anyMatch(repository.name()::startsWith)) {
            return new RetentionPlan(items, List.of(), 0);
        }
        var kept = kept(repository, rules);
        var withoutUse = kept(repository, rules.withoutUse());
        int keptInUse = (int) kept.stream()
                .filter(item -> item instanceof Item.Manifest && !withoutUse.contains(item))
                .count();
        var garbage = new LinkedHashSet<>(items);
        garbage.removeAll(kept);
        return new RetentionPlan(kept, repository.inOrder(garbage), keptInUse);
    }

    private static Set<Item> kept(RepositoryState repository, RetentionRules rules) {
        var kept = new LinkedHashSet<Item>();
        Stream.of(newestTags(repository, rules), tagsInUse(repository, rules), manifests(repository, rules))
                .flatMap(stream -> stream)
                .forEach(root -> repository.spread(root, kept));
        return kept;
    }

    private static Stream<Item> newestTags(RepositoryState repository, RetentionRules rules) {
        var newest = repository.tags().stream()
                .filter(tag -> tag.subject().isEmpty() && !isCacheInUse(repository, tag, rules))
                .sorted(NEWEST_FIRST)
                .limit(rules.keepTags());
        // a signature may be pushed before what it signs
        var early = repository.tags().stream()
                .filter(tag -> tag.subject()
                        .filter(subject -> !repository.has(subject))
                        .isPresent())
                .filter(tag -> rules.isYoung(tag.written()));
        return Stream.concat(newest, early).map(tag -> new Item.Tag(tag.name()));
    }

    /** The cache of an ImageBuild stays as long as builds look there, and takes the place of no image. */
    private static boolean isCacheInUse(RepositoryState repository, TagState tag, RetentionRules rules) {
        return tag.name().equals(CacheTag.NAME) && isUsed(repository, tag, rules);
    }

    private static Stream<Item> tagsInUse(RepositoryState repository, RetentionRules rules) {
        return repository.tags().stream()
                .filter(tag -> isUsed(repository, tag, rules) || leadsToUse(repository, tag, rules))
                .map(tag -> new Item.Tag(tag.name()));
    }

    private static boolean isUsed(RepositoryState repository, TagState tag, RetentionRules rules) {
        return rules.inUseTags().contains(repository.name() + ":" + tag.name());
    }

    /** A container runtime reports the digest of an index, of the manifest that it took from it, or of its config. */
    private static boolean leadsToUse(RepositoryState repository, TagState tag, RetentionRules rules) {
        return isUsed(repository, tag.digest(), rules)
                || (repository.has(tag.digest())
                        && repository.manifests().get(tag.digest()).manifests().stream()
                                .anyMatch(digest -> isUsed(repository, digest, rules)));
    }

    private static boolean isUsed(RepositoryState repository, Digest digest, RetentionRules rules) {
        return rules.inUse().contains(digest)
                || (repository.has(digest)
                        && repository
                                .manifests()
                                .get(digest)
                                .config()
                                .filter(rules.inUse()::contains)
                                .isPresent());
    }

    private static Stream<Item> manifests(RepositoryState repository, RetentionRules rules) {
        var left = lastLeft(repository);
        var attached = attached(repository);
        return repository.manifests().entrySet().stream()
                .filter(entry -> isUsed(repository, entry.getKey(), rules)
                        || (!attached.contains(entry.getKey())
                                && (rules.isYoung(entry.getValue().pushed())
                                        || rules.isYoung(left.getOrDefault(entry.getKey(), Instant.MIN)))))
                .map(entry -> new Item.Manifest(entry.getKey()));
    }

    /** The manifests that are about one that is there. */
    private static Set<Digest> attached(RepositoryState repository) {
        var bySubject = repository.manifests().entrySet().stream()
                .filter(entry ->
                        entry.getValue().subject().filter(repository::has).isPresent())
                .map(Map.Entry::getKey);
        var byTag = repository.tags().stream()
                .filter(tag -> tag.subject().filter(repository::has).isPresent())
                // each new entry makes a new list: the former ones are of no use to anybody
                .flatMap(tag -> Stream.concat(Stream.of(tag.digest()), tag.history().keySet().stream()));
        return Stream.concat(bySubject, byTag).collect(Collectors.toSet());
    }

    /** When the last tag left each manifest for another: from then on it counts as untagged, however old it is. */
    private static Map<Digest, Instant> lastLeft(RepositoryState repository) {
        return repository.tags().stream()
                .flatMap(tag -> tag.history().keySet().stream()
                        .flatMap(digest -> tag.left(digest).map(time -> Map.entry(digest, time)).stream()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one.isAfter(other) ? one : other));
    }
}
