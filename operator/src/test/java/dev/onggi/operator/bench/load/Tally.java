package dev.onggi.operator.bench.load;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildStatus;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** What a watch tells of ImageBuilds, the newest of each. */
final class Tally implements Watcher<ImageBuild> {

    private final Map<String, ImageBuild> newest = new ConcurrentHashMap<>();
    private volatile WatcherException broken;

    @Override
    public void eventReceived(Action action, ImageBuild imageBuild) {
        var name = imageBuild.getMetadata().getName();
        if (action == Action.DELETED) {
            newest.remove(name);
        } else {
            newest.put(name, imageBuild);
        }
    }

    @Override
    public void onClose(WatcherException cause) {
        broken = cause;
    }

    /** How many the operator has seen, as they are now. */
    long observed() {
        return count(imageBuild -> imageBuild.getStatus() != null
                && imageBuild
                        .getMetadata()
                        .getGeneration()
                        .equals(imageBuild.getStatus().observedGeneration()));
    }

    /** How many have an image. */
    long built() {
        return count(imageBuild ->
                imageBuild.getStatus() != null && imageBuild.getStatus().image() != null);
    }

    private long count(Predicate<ImageBuild> matches) {
        if (broken != null) {
            throw new IllegalStateException("the watch broke off", broken);
        }
        return newest.values().stream().filter(matches).count();
    }

    /**
     * What went wrong, a line for each: who should have been built once and was not, or more than once; who should not have
     * been built at all.
     *
     * @param started how many builds of each have started, by events
     */
    List<String> faults(Map<String, Long> started) {
        var faults = new ArrayList<String>();
        new TreeMap<>(newest).forEach((name, imageBuild) -> {
            long expected = Boolean.TRUE.equals(imageBuild.getSpec().suspend()) ? 0 : 1;
            long builds = number(imageBuild.getStatus());
            if (builds != expected || started.getOrDefault(name, 0L) != expected) {
                faults.add("%s: %d builds and %d started, of %d"
                        .formatted(name, builds, started.getOrDefault(name, 0L), expected));
            }
        });
        return faults;
    }

    private static long number(ImageBuildStatus status) {
        return status == null || status.build() == null ? 0 : status.build().number();
    }
}
