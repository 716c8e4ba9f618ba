package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.gateway.api.CollectionRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A registry with fifty images of three layers in each repository, all two days to two months old; every tenth an index of
 * two images. Nothing may be missing of the ten newest, and of an old one that the cluster uses.
 */
final class ManyImages {

    static final int TAGS = 50;
    static final int KEPT = 10;
    private static final int LAYER = 2000;

    private final TestStorage storage;
    private final List<String> staying = new ArrayList<>();
    private final List<String> inUse = new ArrayList<>();
    private final Instant now = Instant.now();

    ManyImages(Path root, int repositories) {
        storage = new TestStorage(root);
        for (int repository = 0; repository < repositories; repository++) {
            for (int tag = 0; tag < TAGS; tag++) {
                image("team-%d/app-%d".formatted(repository % 4, repository), tag);
            }
        }
    }

    private void image(String repository, int number) {
        var time = now.minus(Duration.ofDays(2)).minus(Duration.ofDays(TAGS - number));
        var digest = storage.image(
                repository,
                time,
                content("base of " + repository),
                content(repository + number + "a"),
                content(repository + number + "b"));
        if (number % 10 == 0) {
            digest = storage.index(
                    repository, time, digest, storage.image(repository, time, content(repository + number + "arm")));
        }
        storage.tag(repository, "v" + number, digest, time);
        if (number == 1) {
            inUse.add(digest.value());
        }
        if (number == 1 || number >= TAGS - KEPT) {
            staying.add(repository + "@" + digest);
        }
    }

    /** Puts layers into a repository that no manifest names, and returns their content. */
    List<String> oldLayersIn(String repository, int count) {
        var layers = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            layers.add(content("old layer " + i));
            storage.layer(repository, layers.getLast());
        }
        return layers;
    }

    private static String content(String seed) {
        return seed + "#".repeat(LAYER);
    }

    /** What must be there after a collection, as {@code repository@digest}. */
    List<String> staying() {
        return staying;
    }

    CollectionRequest request() {
        return new CollectionRequest("many", false, KEPT, Duration.ofDays(1).toSeconds(), inUse, List.of());
    }
}
