package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.gateway.storage.Layout;
import dev.onggi.operator.gateway.storage.Link;
import dev.onggi.operator.gateway.storage.StoredFile;
import dev.onggi.operator.model.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The links of one repository, gathered as a walk over the storage finds them. */
final class RepositoryFiles {

    private final String name;
    private final Map<Digest, Instant> revisions = new HashMap<>();
    private final List<Digest> layers = new ArrayList<>();
    private final Map<String, Instant> tags = new TreeMap<>();
    private final Map<String, Map<Digest, Instant>> histories = new HashMap<>();
    private final List<String> aliases = new ArrayList<>();

    RepositoryFiles(String name) {
        this.name = name;
    }

    void add(StoredFile file) {
        switch (Layout.linkOf(file.path())) {
            case Link.Revision revision -> revisions.put(revision.digest(), file.modified());
            case Link.Layer layer -> layers.add(layer.digest());
            case Link.Tag tag -> tags.put(tag.name(), file.modified());
            case Link.TagHistory history ->
                histories.computeIfAbsent(history.tag(), key -> new HashMap<>()).put(history.digest(), file.modified());
            case Link.Alias alias -> aliases.add(file.path());
            case Link.None none -> {
                // an upload that goes on
            }
        }
    }

    String name() {
        return name;
    }

    /** The manifests, each with the time when it was last pushed. */
    Map<Digest, Instant> revisions() {
        return revisions;
    }

    List<Digest> layers() {
        return layers;
    }

    /** The tags, each with the time when it was last written. */
    Map<String, Instant> tags() {
        return tags;
    }

    Map<Digest, Instant> history(String tag) {
        return histories.getOrDefault(tag, Map.of());
    }

    /** Paths of links by digests other than SHA-256. */
    List<String> aliases() {
        return aliases;
    }
}
