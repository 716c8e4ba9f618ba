package dev.onggi.operator.gateway.storage;

import dev.onggi.operator.gateway.api.CatalogImage;
import dev.onggi.operator.gateway.storage.ManifestContent.Descriptor;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the images from the storage, each time anew: what is asked for is bounded by the query's limit, and nothing is kept
 * in memory. Only what matches is read; names come from folders.
 */
public final class StoredImageCatalog implements ImageCatalog {

    private static final int LINK = 256;

    /** A config holds the image's history and environment: what is larger is no config of a tool that people use. */
    private static final int LARGEST_CONFIG = 1024 * 1024;

    private final Store store;

    /** A catalog of this storage. */
    public StoredImageCatalog(Store store) {
        this.store = store;
    }

    @Override
    public List<CatalogImage> images(ImageQuery query) throws IOException {
        var images = new ArrayList<CatalogImage>();
        repositories("", query, images);
        return images;
    }

    private void repositories(String name, ImageQuery query, List<CatalogImage> images) throws IOException {
        var folders = store.folders(name.isEmpty() ? Layout.REPOSITORIES : Layout.REPOSITORIES + "/" + name);
        if (name.startsWith(query.repository()) && folders.contains("_manifests")) {
            tags(name, query, images);
        }
        for (String folder : folders) {
            if (images.size() >= query.limit()) {
                return;
            }
            var below = name.isEmpty() ? folder : name + "/" + folder;
            // neither inside of what is asked for nor on the way to it
            if (!folder.startsWith("_")
                    && (below.startsWith(query.repository())
                            || query.repository().startsWith(below))) {
                repositories(below, query, images);
            }
        }
    }

    private void tags(String repository, ImageQuery query, List<CatalogImage> images) throws IOException {
        var search = query.search().toLowerCase(Locale.ROOT);
        for (String tag : store.folders(Layout.tags(repository))) {
            if (images.size() >= query.limit()) {
                return;
            }
            // repositories are in lower case anyway
            if ((repository + ":" + tag.toLowerCase(Locale.ROOT)).contains(search)) {
                image(repository, tag).ifPresent(images::add);
            }
        }
    }

    private Optional<CatalogImage> image(String repository, String tag) throws IOException {
        var link = store.read(Layout.tagLink(repository, tag), LINK);
        var digest = link.map(Content::text).flatMap(Digest::parse);
        if (digest.isEmpty()) {
            return Optional.empty();
        }
        var seen = new Seen();
        manifest(digest.get(), true, Optional.empty(), seen);
        return Optional.of(new CatalogImage(
                repository,
                tag,
                digest.get().value(),
                seen.size(),
                seen.layers(),
                List.copyOf(seen.platforms),
                link.get().modified()));
    }

    /** Adds what a manifest names; of an index also what the manifests in it name, but not further down. */
    private void manifest(Digest digest, boolean top, Optional<String> platform, Seen seen) throws IOException {
        var data = store.read(Layout.data(digest), ManifestContent.LARGEST);
        if (data.isEmpty()) {
            return;
        }
        var content = parsed(data.get());
        content.config().ifPresent(seen::config);
        content.blobs().forEach(seen::layer);
        platform.ifPresent(seen.platforms::add);
        if (top) {
            for (Descriptor inIndex : content.manifests()) {
                manifest(inIndex.digest(), false, inIndex.platform(), seen);
            }
            // an index says for which platforms its images are; a manifest leaves that to its config
            if (content.manifests().isEmpty() && content.config().isPresent()) {
                platformOf(content.config().get()).ifPresent(seen.platforms::add);
            }
        }
    }

    /** An image whose manifest is damaged is in the list all the same, with nothing in it. */
    private static ManifestContent parsed(Content manifest) {
        try {
            return ManifestParser.parse(manifest.bytes());
        } catch (IOException e) {
            return ManifestContent.NOTHING;
        }
    }

    private Optional<String> platformOf(Descriptor config) throws IOException {
        if (config.size() > LARGEST_CONFIG) {
            return Optional.empty();
        }
        var content = store.read(Layout.data(config.digest()), LARGEST_CONFIG);
        return content.isPresent()
                ? ManifestParser.platformOfConfig(content.get().bytes())
                : Optional.empty();
    }

    /** What has been seen of an image so far. */
    private static final class Seen {

        private final LinkedHashMap<Digest, CatalogImage.Layer> layers = new LinkedHashMap<>();
        private final LinkedHashMap<Digest, Long> configs = new LinkedHashMap<>();
        private final LinkedHashSet<String> platforms = new LinkedHashSet<>();

        void layer(Descriptor layer) {
            layers.putIfAbsent(
                    layer.digest(), new CatalogImage.Layer(layer.digest().value(), layer.size()));
        }

        void config(Descriptor config) {
            configs.putIfAbsent(config.digest(), config.size());
        }

        List<CatalogImage.Layer> layers() {
            return List.copyOf(layers.values());
        }

        long size() {
            return layers.values().stream().mapToLong(CatalogImage.Layer::size).sum()
                    + configs.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
