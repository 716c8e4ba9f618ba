package dev.onggi.operator.gateway.storage;

import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.util.Optional;

/** What the pull-through registries have kept of tags. Each has a folder of its own beside the images that were pushed. */
public final class KeptTags {

    /** The folder with the folders of all pull-through registries. */
    public static final String FOLDER = "onggi-upstreams";

    private static final int LONGEST_LINK = 100;

    private final Store store;

    /** The tags in a storage. */
    public KeptTags(Store store) {
        this.store = store;
    }

    /**
     * The manifest that a tag named when it was pulled the last time; empty where it is not kept any more.
     *
     * @param upstream the folder of the pull-through registry
     */
    public Optional<Digest> manifest(String upstream, String repository, String tag) throws IOException {
        var root = FOLDER + "/" + upstream + "/";
        var digest = store.read(root + Layout.tagLink(repository, tag), LONGEST_LINK)
                .map(Content::text)
                .flatMap(Digest::parse);
        return digest.isPresent() && isThere(root + Layout.revisionLink(repository, digest.get()))
                ? digest
                : Optional.empty();
    }

    private boolean isThere(String link) throws IOException {
        return store.read(link, LONGEST_LINK).isPresent();
    }
}
