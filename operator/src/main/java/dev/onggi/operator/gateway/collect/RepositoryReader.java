package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.gateway.storage.Content;
import dev.onggi.operator.gateway.storage.Layout;
import dev.onggi.operator.gateway.storage.ManifestContent;
import dev.onggi.operator.gateway.storage.ManifestContent.Descriptor;
import dev.onggi.operator.gateway.storage.ManifestParser;
import dev.onggi.operator.gateway.storage.Store;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the links of a repository point to: each tag and each manifest once. */
final class RepositoryReader {

    /** The longest digest has 135 bytes. */
    private static final int LINK = 256;

    private final Store store;

    RepositoryReader(Store store) {
        this.store = store;
    }

    FoundRepository read(RepositoryFiles files) throws IOException {
        var manifests = new HashMap<Digest, ManifestState>();
        var unreadable = new ArrayList<Digest>();
        // images of a repository share most of their layers: one object for each digest
        var known = new HashMap<Digest, Digest>();
        for (var revision : files.revisions().entrySet()) {
            try {
                var content = manifest(revision.getKey());
                manifests.put(revision.getKey(), state(revision.getValue(), content, known));
            } catch (UnreadableManifestException e) {
                unreadable.add(revision.getKey());
            }
        }
        var aliased = new ArrayList<Digest>();
        for (String alias : files.aliases()) {
            link(alias).ifPresent(aliased::add);
        }
        var state = new RepositoryState(files.name(), tags(files), manifests);
        return new FoundRepository(state, files.layers(), aliased, unreadable);
    }

    private List<TagState> tags(RepositoryFiles files) throws IOException {
        var tags = new ArrayList<TagState>();
        for (var tag : files.tags().entrySet()) {
            link(Layout.tagLink(files.name(), tag.getKey()))
                    .ifPresent(digest ->
                            tags.add(new TagState(tag.getKey(), digest, tag.getValue(), files.history(tag.getKey()))));
        }
        return tags;
    }

    private Optional<Digest> link(String path) throws IOException {
        return store.read(path, LINK).map(Content::text).flatMap(Digest::parse);
    }

    /** A manifest without data is served to nobody, and names nothing. */
    private ManifestContent manifest(Digest digest) throws IOException, UnreadableManifestException {
        var data = store.read(Layout.data(digest), ManifestContent.LARGEST);
        if (data.isEmpty()) {
            return ManifestContent.NOTHING;
        }
        var bytes = data.get().bytes();
        if (!Digest.of(bytes).equals(digest)) {
            throw new UnreadableManifestException();
        }
        try {
            return ManifestParser.parse(bytes);
        } catch (IOException e) {
            throw new UnreadableManifestException();
        }
    }

    private static ManifestState state(Instant pushed, ManifestContent content, Map<Digest, Digest> known) {
        return new ManifestState(
                pushed,
                content.config().map(Descriptor::digest),
                digests(content.blobs(), known),
                digests(content.manifests(), known),
                content.subject());
    }

    private static List<Digest> digests(List<Descriptor> descriptors, Map<Digest, Digest> known) {
        return descriptors.stream()
                .map(Descriptor::digest)
                .distinct()
                .map(digest -> known.computeIfAbsent(digest, same -> same))
                .toList();
    }

    /** Its data is not what its digest says, or no JSON: a file system that lost a part of it. */
    private static final class UnreadableManifestException extends Exception {}
}
