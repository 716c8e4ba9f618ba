package dev.onggi.operator.localregistry.retention;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildSpec.CacheMode;
import dev.onggi.api.v1alpha1.ImageBuildStatus;
import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Image;
import dev.onggi.operator.model.CacheTag;
import dev.onggi.operator.model.ImageName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The references to images in an object. Of a workload every one counts: of containers, init and ephemeral containers,
 * of image volumes, in a template or a revision, and in a Pod's status what the kubelet really pulled. So the object is
 * searched as a whole for the fields that hold one, and a kind of container that Kubernetes adds later is found too.
 */
public final class ImageMentions {

    private static final String IMAGE = "image";
    private static final String IMAGE_ID = "imageID";
    /** In a volume: {@code image: {reference: …}}. */
    private static final String REFERENCE = "reference";

    private ImageMentions() {}

    /**
     * The references in a workload, a revision of one, or a Pod.
     *
     * @param object the object's content: maps, lists and values, as JSON has them
     */
    public static SortedSet<String> in(Map<String, ?> object) {
        var found = new TreeSet<String>();
        search(object, found);
        return found;
    }

    /** What an ImageBuild has built and may go back to: its image, with the tags, and its history; and its cache. */
    public static SortedSet<String> in(ImageBuild imageBuild) {
        var found = new TreeSet<String>();
        var status = imageBuild.getStatus();
        if (status != null) {
            mentions(status).filter(Objects::nonNull).forEach(found::add);
            if (status.image() != null && keepsCacheInRegistry(imageBuild)) {
                found.addAll(tagged(status.image(), List.of(CacheTag.NAME)).toList());
            }
        }
        return found;
    }

    private static Stream<String> mentions(ImageBuildStatus status) {
        var image = Stream.ofNullable(status.image())
                .flatMap(one -> Stream.concat(Stream.of(one.reference(), one.digest()), tags(one)));
        // mentions() drops what is null
        var rollout = Stream.ofNullable(status.rollout()).flatMap(one -> Stream.of(one.digest(), one.goodImage()));
        var history = Stream.ofNullable(status.history()).flatMap(List::stream).map(HistoryEntry::digest);
        return Stream.of(image, rollout, history).flatMap(one -> one);
    }

    private static Stream<String> tags(Image image) {
        return tagged(image, Objects.requireNonNullElse(image.tags(), List.of()));
    }

    private static Stream<String> tagged(Image image, List<String> tags) {
        return Stream.ofNullable(image.reference())
                .flatMap(reference -> ImageName.parse(reference).stream())
                .flatMap(name -> tags.stream().map(tag -> "%s/%s:%s".formatted(name.host(), name.repository(), tag)));
    }

    private static boolean keepsCacheInRegistry(ImageBuild imageBuild) {
        var spec = imageBuild.getSpec();
        return spec != null && spec.cache() != null && spec.cache().mode() == CacheMode.REGISTRY;
    }

    private static void search(Map<?, ?> fields, Collection<String> found) {
        fields.forEach((key, value) -> {
            if ((IMAGE.equals(key) || IMAGE_ID.equals(key)) && value instanceof String text) {
                found.add(text);
            } else if (IMAGE.equals(key) && value instanceof Map<?, ?> volume) {
                if (volume.get(REFERENCE) instanceof String text) {
                    found.add(text);
                }
            } else {
                search(value, found);
            }
        });
        found.remove(""); // the imageID of a container that has not been started yet
    }

    private static void search(Object value, Collection<String> found) {
        switch (value) {
            case Map<?, ?> fields -> search(fields, found);
            case List<?> items -> items.forEach(item -> search(item, found));
            case null, default -> {}
        }
    }
}
