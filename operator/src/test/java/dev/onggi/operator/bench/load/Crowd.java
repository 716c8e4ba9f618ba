package dev.onggi.operator.bench.load;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.testbed.TestCluster;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
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

    /** Creates so many that do not build, as quickly as the API server takes them. */
    void create(int count) throws InterruptedException {
        inParallel(count, index -> cluster.client().resource(imageBuild(index)).create());
    }

    /** Has so many of them build, likewise. */
    void wake(int count) throws InterruptedException {
        inParallel(
                count,
                index -> cluster.client()
                        .resource(imageBuild(index))
                        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"suspend\":false}}"));
    }

    private static void inParallel(int count, IntFunction<ImageBuild> call) throws InterruptedException {
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            var calls = IntStream.range(0, count)
                    .mapToObj(index -> (Callable<ImageBuild>) () -> call.apply(index))
                    .toList();
            for (var answer : clients.invokeAll(calls)) {
                try {
                    answer.get();
                } catch (ExecutionException e) {
                    throw new IllegalStateException("the API server refuses an ImageBuild", e.getCause());
                }
            }
        }
    }

    void remove() {
        cluster.kubectl("delete", "imagebuild", "--all", "-n", namespace, "--wait=true", "--timeout=10m");
    }

    /** All share a builder, and each has an image of its own. */
    private ImageBuild imageBuild(int index) {
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
                        true));
        return Serialization.unmarshal(Serialization.asJson(resource), ImageBuild.class);
    }
}
