package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.gateway.ImageClient;
import dev.onggi.operator.model.Digest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Clients that push and pull without a pause. Some of what they push has layers that lie in the registry unused. */
final class Load implements AutoCloseable {

    private final ImageClient client;
    private final List<String> oldLayers;
    private final Map<Digest, String> pushed = new ConcurrentHashMap<>();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ending;

    private Load(URI registry, List<String> oldLayers) {
        this.client = new ImageClient(registry);
        this.oldLayers = oldLayers;
    }

    /**
     * Starts clients.
     *
     * @param oldLayers content that the repository {@code load/…} has already, and that nobody uses
     */
    static Load start(URI registry, int clients, List<String> oldLayers) {
        var load = new Load(registry, oldLayers);
        for (int i = 0; i < clients; i++) {
            int number = i;
            load.threads.add(Thread.ofVirtual().start(() -> load.run(number)));
        }
        return load;
    }

    private void run(int number) {
        var repository = repository(number);
        for (int i = 0; !ending; i++) {
            try {
                var old = oldLayers.get((i * 7 + number) % oldLayers.size());
                var layers = ImageClient.layers("load-" + number + "-" + i, 2);
                var digest = client.push(repository, "build-" + i, old, layers.get(0), layers.get(1));
                pushed.put(digest, repository);
                client.pull(repository, "build-" + i);
            } catch (Exception e) {
                failures.add(e);
            }
        }
    }

    static String repository(int number) {
        return "load/client-" + number;
    }

    long requests() {
        return client.requests();
    }

    /** What a container tool would have given up on. */
    List<Exception> failures() {
        return List.copyOf(failures);
    }

    /** Everything pushed so far, with its repository. */
    Map<Digest, String> pushed() {
        return Map.copyOf(pushed);
    }

    /** Lets the clients finish what they are doing. */
    @Override
    public void close() {
        ending = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** As {@link #close()}, before the end of the test. */
    void end() {
        close();
    }
}
