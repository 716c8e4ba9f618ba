package dev.onggi.operator.cli;

import dev.onggi.operator.gateway.api.CatalogImage;
import dev.onggi.operator.gateway.api.CatalogImage.Layer;
import dev.onggi.operator.model.ByteSize;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the command prints.
 *
 * @param all every image of the registry: a layer is shared with those that are not listed too
 * @param listed those that were asked for
 */
record ImagesReport(List<CatalogImage> all, List<CatalogImage> listed, Usage usage) {

    private static final String NOTHING = "-";
    private static final int NAMED = 3;
    private static final int SHORT = 12;

    /** One line for each image. */
    String images() {
        var sharers = sharers();
        var table = new Table("REPOSITORY", "TAG", "DIGEST", "SIZE", "LAYERS", "SHARED", "USED BY");
        for (var image : listed) {
            table.add(
                    image.repository(),
                    image.tag(),
                    shortened(image.digest()),
                    new ByteSize(image.size()).display(),
                    String.valueOf(image.layers().size()),
                    shared(image, sharers),
                    few(usage.of(image.repository(), image.tag(), image.digest())));
        }
        return table.text();
    }

    /** One line for each layer of each image. */
    String layers() {
        var sharers = sharers();
        var table = new Table("IMAGE", "LAYER", "SIZE", "ALSO IN");
        for (var image : listed) {
            for (var layer : image.layers()) {
                var others = new TreeSet<>(sharers.get(layer.digest()));
                others.remove(name(image));
                table.add(name(image), shortened(layer.digest()), new ByteSize(layer.size()).display(), few(others));
            }
        }
        return table.text();
    }

    /** Layers that some other digest has as well: of two tags of one image everything is the same, not shared. */
    private String shared(CatalogImage image, Map<String, Set<String>> sharers) {
        var digests = digestsByName();
        var shared = image.layers().stream()
                .filter(layer -> sharers.get(layer.digest()).stream()
                        .anyMatch(other -> !digests.get(other).equals(image.digest())))
                .toList();
        long bytes = shared.stream().mapToLong(Layer::size).sum();
        return shared.isEmpty() ? NOTHING : "%d (%s)".formatted(shared.size(), new ByteSize(bytes).display());
    }

    private Map<String, String> digestsByName() {
        var digests = new HashMap<String, String>();
        all.forEach(image -> digests.put(name(image), image.digest()));
        return digests;
    }

    private Map<String, Set<String>> sharers() {
        var sharers = new HashMap<String, Set<String>>();
        for (var image : all) {
            image.layers()
                    .forEach(layer -> sharers.computeIfAbsent(layer.digest(), digest -> new HashSet<>())
                            .add(name(image)));
        }
        return sharers;
    }

    private static String few(Set<String> names) {
        if (names.isEmpty()) {
            return NOTHING;
        }
        var first = String.join(", ", names.stream().limit(NAMED).toList());
        return names.size() > NAMED ? "%s and %d more".formatted(first, names.size() - NAMED) : first;
    }

    private static String name(CatalogImage image) {
        return image.repository() + ":" + image.tag();
    }

    private static String shortened(String digest) {
        var hex = digest.substring(digest.indexOf(':') + 1);
        return hex.substring(0, Math.min(SHORT, hex.length()));
    }
}
