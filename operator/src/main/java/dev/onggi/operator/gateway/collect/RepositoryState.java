package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.model.Digest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A repository as it was found: a graph in which a tag leads to its manifest, an index to the manifests in it, and a
 * manifest to what is about it, because that is kept with it and goes with it.
 */
final class RepositoryState {

    private final String name;
    private final SortedMap<String, TagState> tags;
    private final SortedMap<Digest, ManifestState> manifests;
    private final Map<Digest, List<Item>> about = new HashMap<>();

    RepositoryState(String name, Collection<TagState> tags, Map<Digest, ManifestState> manifests) {
        this.name = name;
        this.tags = new TreeMap<>();
        tags.forEach(tag -> this.tags.put(tag.name(), tag));
        this.manifests = new TreeMap<>(Comparator.comparing(Digest::value));
        this.manifests.putAll(manifests);
        this.tags
                .values()
                .forEach(tag -> tag.subject().ifPresent(subject -> isAbout(subject, new Item.Tag(tag.name()))));
        this.manifests.forEach((digest, manifest) ->
                manifest.subject().ifPresent(subject -> isAbout(subject, new Item.Manifest(digest))));
    }

    private void isAbout(Digest subject, Item item) {
        about.computeIfAbsent(subject, key -> new ArrayList<>()).add(item);
    }

    String name() {
        return name;
    }

    Collection<TagState> tags() {
        return tags.values();
    }

    TagState tag(Item.Tag tag) {
        return tags.get(tag.name());
    }

    SortedMap<Digest, ManifestState> manifests() {
        return manifests;
    }

    boolean has(Digest manifest) {
        return manifests.containsKey(manifest);
    }

    /** Every tag and every manifest, in a fixed order. */
    Set<Item> items() {
        var items = new LinkedHashSet<Item>();
        tags.keySet().forEach(tag -> items.add(new Item.Tag(tag)));
        manifests.keySet().forEach(digest -> items.add(new Item.Manifest(digest)));
        return items;
    }

    /** What an item leads to, as far as it is there. */
    List<Item> next(Item item) {
        return switch (item) {
            case Item.Tag tag -> present(List.of(tag(tag).digest()));
            case Item.Manifest manifest -> {
                var next = present(manifests.get(manifest.digest()).manifests());
                next.addAll(about.getOrDefault(manifest.digest(), List.of()));
                yield next;
            }
        };
    }

    private List<Item> present(List<Digest> digests) {
        var items = new ArrayList<Item>();
        digests.stream().filter(this::has).forEach(digest -> items.add(new Item.Manifest(digest)));
        return items;
    }

    /** Adds to a set an item and all that it leads to. */
    void spread(Item from, Set<Item> into) {
        var open = new ArrayDeque<Item>();
        open.add(from);
        while (!open.isEmpty()) {
            Item item = open.remove();
            if (into.add(item)) {
                open.addAll(next(item));
            }
        }
    }

    /** Some items, each before what it leads to; only in a circle, which takes a made-up tag, is the order open. */
    List<Item> inOrder(Set<Item> some) {
        var before = new HashMap<Item, Integer>();
        some.forEach(item -> next(item).forEach(next -> before.merge(next, 1, Integer::sum)));
        var ordered = new LinkedHashSet<Item>();
        var open = new ArrayDeque<Item>();
        some.stream().filter(item -> !before.containsKey(item)).forEach(open::add);
        while (!open.isEmpty()) {
            Item item = open.remove();
            ordered.add(item);
            next(item).stream()
                    .filter(next -> some.contains(next) && before.merge(next, -1, Integer::sum) == 0)
                    .forEach(open::add);
        }
        ordered.addAll(some);
        return List.copyOf(ordered);
    }
}
