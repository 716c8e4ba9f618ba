package dev.onggi.operator.bench.builds;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.testbed.TestCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Watches an ImageBuild, and the Pods of its namespace, while one change is made. Times are those of this process's clock:
 * from the moment before the change is sent until a watch tells of its end.
 */
final class Observation implements AutoCloseable {

    /** That the image is in the registry. */
    static final String BUILT = "ImageBuild: built";

    /** Until watches have told what was there before. */
    private static final Duration SETTLING = Duration.ofMillis(500);

    private record Seen(long nanos, HasMetadata object) {}

    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    private final List<Watch> watches;
    private final String name;

    private Observation(TestCluster cluster, String namespace, String name) {
        this.name = name;
        var client = cluster.client();
        this.watches = List.of(
                client.resources(ImageBuild.class)
                        .inNamespace(namespace)
                        .withName(name)
                        .watch(new Recorder<>()),
                client.pods().inNamespace(namespace).watch(new Recorder<>()));
    }

    static Observation of(TestCluster cluster, String namespace, String name) throws InterruptedException {
        var observation = new Observation(cluster, namespace, name);
        Thread.sleep(SETTLING);
        return observation;
    }

    /** How long it took, and what was seen on the way. */
    record Result(double seconds, List<Mark> marks) {}

    /**
     * Makes a change and waits for its end.
     *
     * @param change sends it, and returns what the API server answers
     * @param end is true of the ImageBuild when all is done, of no generation but the change's
     * @throws IllegalStateException when the ImageBuild is Stalled, or time is over
     */
    Result measure(Supplier<ImageBuild> change, Predicate<ImageBuild> end, Duration patience)
            throws InterruptedException {
        var old = new HashSet<String>();
        for (var before = seen.poll(); before != null; before = seen.poll()) {
            old.add(before.object().getMetadata().getUid());
        }
        long start = System.nanoTime();
        long generation = change.get().getMetadata().getGeneration();
        return follow(start, generation, old, end, patience);
    }

    private Result follow(long start, long generation, Set<String> old, Predicate<ImageBuild> end, Duration patience)
            throws InterruptedException {
        var marks = new ArrayList<Mark>();
        var known = new HashSet<String>();
        while (true) {
            long left = start + patience.toNanos() - System.nanoTime();
            var next = seen.poll(left, TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new IllegalStateException("ImageBuild %s: no end after %d s; seen so far: %s"
                        .formatted(name, patience.toSeconds(), marks));
            }
            double seconds = (next.nanos() - start) / 1e9;
            for (var fact : facts(next.object(), generation, old)) {
                if (known.add(fact)) {
                    marks.add(new Mark(fact, seconds));
                }
            }
            if (next.object() instanceof ImageBuild imageBuild
                    && imageBuild.getMetadata().getGeneration() == generation) {
                Facts.requireNotStalled(imageBuild);
                if (end.test(imageBuild)) {
                    return new Result(seconds, List.copyOf(marks));
                }
            }
        }
    }

    private static List<String> facts(HasMetadata object, long generation, Set<String> old) {
        return switch (object) {
            case ImageBuild imageBuild -> Facts.of(imageBuild, generation);
            case Pod pod when !old.contains(pod.getMetadata().getUid()) -> Facts.of(pod);
            default -> List.of();
        };
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
    }

    private final class Recorder<T extends HasMetadata> implements Watcher<T> {

        @Override
        public void eventReceived(Action action, T object) {
            if (action != Action.DELETED) {
                seen.add(new Seen(System.nanoTime(), object));
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            System.err.println("A watch has ended: " + cause.getMessage());
        }
    }
}
