package dev.onggi.operator.bench.load;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.testbed.TestCluster;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Many ImageBuilds of a namespace.
 *
 * @param cluster where
 * @param namespace where in the cluster
 */
record Crowd(TestCluster cluster, String namespace) {

    /** As many at a time as the API server takes without queueing; one client alone would be the slowest part. */
    private static final int CLIENTS = 8;

    /**
     * Creates so many, as quickly as the API server takes them.
     *
     * @param building how many of them build; the others are suspended
     */
    void create(int count, int building) throws InterruptedException {
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            var creations = IntStream.range(0, count)
                    .mapToObj(index -> (Callable<ImageBuild>) () -> cluster.client()
                            .resource(imageBuild(index, index >= building))
                            .create())
                    .toList();
            for (var creation : clients.invokeAll(creations)) {
                try {
                    creation.get();
                } catch (ExecutionException e) {
                    throw new IllegalStateException("an ImageBuild could not be created", e.getCause());
                }
            }
        }
    }

    void remove() {
        cluster.kubectl("delete", "imagebuild", "--all", "-n", namespace, "--wait=true", "--timeout=10m");
    }

    /** All share a builder, and each has an image of its own. */
    private ImageBuild imageBuild(int index, boolean suspended) {
        var name = "load-%04d".formatted(index);
        var resource = Map.of(
                "apiVersion",
                "onggi.dev/v1alpha1",
                "kind",
                "ImageBuild",
                "metadata",
                Map.of("name", name, "namespace", namespace),
                "spec",
                Map.of(
                        "source",
                        Map.of(
                                "inline",
                                Map.of("files", Map.of("Dockerfile", "FROM scratch\nCOPY name /\n", "name", name))),
                        "cache",
                        Map.of("mode", "Shared"),
                        "suspend",
                        suspended));
        return Serialization.unmarshal(Serialization.asJson(resource), ImageBuild.class);
    }
}
