package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.model.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A repository made up for a test. Ages are hours before {@link #NOW}; a manifest's digest is that of its nickname. */
final class Repository {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final String name;
    private final Map<String, TagState> tags = new TreeMap<>();
    private final Map<Digest, ManifestState> manifests = new HashMap<>();

    Repository(String name) {
        this.name = name;
    }

    static Digest digest(String nickname) {
        return Digest.of(nickname);
    }

    static RetentionRules rules(int keepTags, int untaggedAfterHours) {
        return new RetentionRules(keepTags, Duration.ofHours(untaggedAfterHours), Set.of(), Set.of(), NOW);
    }

    static RetentionRules using(int keepTags, int untaggedAfterHours, String... nicknames) {
        var used = Arrays.stream(nicknames).map(Repository::digest).toList();
        return new RetentionRules(keepTags, Duration.ofHours(untaggedAfterHours), Set.copyOf(used), Set.of(), NOW);
    }

    Repository image(String nickname, int age) {
        return manifest(nickname, age, List.of(), Optional.empty());
    }

    Repository index(String nickname, int age, String... children) {
        return manifest(
                nickname, age, Arrays.stream(children).map(Repository::digest).toList(), Optional.empty());
    }

    Repository about(String nickname, int age, String subject) {
        return manifest(nickname, age, List.of(), Optional.of(digest(subject)));
    }

    private Repository manifest(String nickname, int age, List<Digest> children, Optional<Digest> subject) {
        var config = children.isEmpty() ? Optional.of(digest(nickname + "-config")) : Optional.<Digest>empty();
        manifests.put(
                digest(nickname),
                new ManifestState(hoursAgo(age), config, List.of(digest(nickname + "-layer")), children, subject));
        return this;
    }

    Repository tag(String tag, String nickname, int age) {
        tags.put(tag, new TagState(tag, digest(nickname), hoursAgo(age), Map.of(digest(nickname), hoursAgo(age))));
        return this;
    }

    /** A tag that named one manifest and then another. */
    Repository movedTag(String tag, String from, int fromAge, String to, int toAge) {
        tags.put(
                tag,
                new TagState(
                        tag,
                        digest(to),
                        hoursAgo(toAge),
                        Map.of(digest(from), hoursAgo(fromAge), digest(to), hoursAgo(toAge))));
        return this;
    }

    /** The tag by which a manifest's referrers are found. */
    Repository tagAbout(String subject, String suffix, String nickname, int age) {
        return tag("sha256-" + digest(subject).hex() + suffix, nickname, age);
    }

    /** Likewise, which named one list and then another. */
    Repository movedTagAbout(String subject, String from, int fromAge, String to, int toAge) {
        return movedTag("sha256-" + digest(subject).hex(), from, fromAge, to, toAge);
    }

    RepositoryState state() {
        return new RepositoryState(name, tags.values(), manifests);
    }

    RetentionPlan plan(RetentionRules rules) {
        return RetentionPlan.of(state(), rules);
    }

    static Instant hoursAgo(int hours) {
        return NOW.minus(Duration.ofHours(hours));
    }

    static Item tag(String name) {
        return new Item.Tag(name);
    }

    static Item tagAbout(String subject, String suffix) {
        return new Item.Tag("sha256-" + digest(subject).hex() + suffix);
    }

    static Item manifest(String nickname) {
        return new Item.Manifest(digest(nickname));
    }
}
