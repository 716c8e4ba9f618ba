package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.gateway.storage.Layout;
import dev.onggi.operator.gateway.storage.Store;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Carries out plans. What leads to something goes before it: tags, manifests, what makes layers known in a repository, and
 * after all repositories the data. So a collection that is killed at any point has taken nothing that somebody can still
 * ask for, and the next one finds the rest.
 */
final class Sweep {

    private final Store store;
    private final Eraser eraser;
    private final Tally tally;
    private final Stop stop;
    private final DigestSet linked = new DigestSet();

    Sweep(Store store, Eraser eraser, Tally tally, Stop stop) {
        this.store = store;
        this.eraser = eraser;
        this.tally = tally;
        this.stop = stop;
    }

    /** Sweeps a repository, and remembers which data it still needs. */
    void repository(FoundRepository found, RetentionRules rules) throws IOException {
        var state = found.state();
        Set<Digest> manifests = new LinkedHashSet<>(state.manifests().keySet());
        if (!found.unreadable().isEmpty()) {
            tally.leftAlone(state.name(), found.unreadable().getFirst());
            found.unreadable().forEach(linked::add);
            found.layers().forEach(linked::add);
        } else {
            var plan = RetentionPlan.of(state, rules);
            tally.keptInUse(plan.keptInUse());
            manifests.removeAll(items(state, plan));
            layers(found, manifests);
        }
        manifests.forEach(linked::add);
        found.aliased().forEach(linked::add);
    }

    /** Deletes tags and manifests; what is in use after all stays with all that it leads to. */
    private Set<Digest> items(RepositoryState state, RetentionPlan plan) throws IOException {
        var staying = new HashSet<Item>();
        var gone = new HashSet<Digest>();
        for (Item item : plan.garbage()) {
            stop.check();
            if (staying.contains(item)) {
                continue;
            }
            boolean deleted = switch (item) {
                case Item.Tag tag -> eraser.tag(state.name(), state.tag(tag));
                case Item.Manifest manifest -> eraser.manifest(state.name(), manifest.digest());
            };
            if (!deleted) {
                state.spread(item, staying);
                continue;
            }
            switch (item) {
                case Item.Tag tag -> tally.tagGone(state.name(), tag.name());
                case Item.Manifest manifest -> {
                    tally.manifestGone(state.name(), manifest.digest());
                    gone.add(manifest.digest());
                }
            }
        }
        tally.keptInUse(
                (int) staying.stream().filter(Item.Manifest.class::isInstance).count());
        return gone;
    }

    private void layers(FoundRepository found, Set<Digest> manifests) throws IOException {
        var needed = new HashSet<Digest>(found.aliased());
        for (Digest digest : manifests) {
            var manifest = found.state().manifests().get(digest);
            manifest.config().ifPresent(needed::add);
            needed.addAll(manifest.layers());
        }
        for (Digest layer : found.layers()) {
            stop.check();
            if (needed.contains(layer) || !eraser.layer(found.state().name(), layer)) {
                linked.add(layer);
            }
        }
    }

    /** Deletes the data that no repository needs. */
    void blobs() throws IOException {
        store.walk(Layout.BLOBS, file -> {
            stop.check();
            var unneeded = Layout.digestOf(file.path()).filter(digest -> !linked.contains(digest));
            if (unneeded.isPresent() && eraser.blob(unneeded.get())) {
                tally.blobGone(file.size());
            }
        });
    }
}
