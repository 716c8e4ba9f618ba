package dev.onggi.operator.bench.load;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.bench.builds.OperatorMeter;
import dev.onggi.testbed.CommandFailedException;
import dev.onggi.testbed.OperatorInstallation;
import dev.onggi.testbed.ReadyWait;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Measures the operator under many ImageBuilds, on the cluster of the other benchmark. */
final class LoadBenchmark {

    private static final String CLUSTER = "bench";
    private static final int FEW = 100;
    private static final int BUILDING = 200;
    private static final double LEAST_PER_SECOND = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration POLL = Duration.ofMillis(50);

    /** After it, what was only needed for a moment is free again. */
    private static final Duration CALM = Duration.ofSeconds(20);

    private LoadBenchmark() {}

    /** Arguments: how many ImageBuilds, directory for the kubeconfig. */
    public static void main(String[] arguments) throws Exception {
        try (var cluster = TestCluster.kept(CLUSTER, Path.of(arguments[1]).resolve("kubeconfig"))) {
            System.err.println("installing the operator");
            OperatorInstallation.into(cluster);
            cluster.kubectl("rollout", "restart", "-n", OperatorInstallation.NAMESPACE, "deployment/onggi-operator");
            cluster.kubectl(
                    "rollout",
                    "status",
                    "-n",
                    OperatorInstallation.NAMESPACE,
                    "deployment/onggi-operator",
                    "--timeout=3m");
            try (var namespace = TestNamespace.create(cluster, "load")) {
                run(cluster, namespace.name(), Integer.parseInt(arguments[0]));
            }
        } catch (IllegalStateException | CommandFailedException | ConditionTimeoutException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    private static void run(TestCluster cluster, String namespace, int count) throws InterruptedException {
        cluster.kubectlWithInput("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                """, "apply", "-n", namespace, "-f", "-");
        new ReadyWait(cluster, any -> {}).await(LocalRegistry.class, namespace, "registry", PATIENCE);
        var crowd = new Crowd(cluster, namespace);
        memory(cluster, 0);

        crowd.create(FEW);
        memory(cluster, FEW);
        crowd.remove();

        var tally = new Tally();
        var watch = cluster.client()
                .resources(ImageBuild.class)
                .inNamespace(namespace)
                .watch(tally);
        try (var meter = OperatorMeter.install(cluster)) {
            apply(crowd, count, tally, meter);
            memory(cluster, count);
            build(crowd, Math.min(BUILDING, count), tally, meter);
            var faults = tally.faults(started(cluster, namespace));
            System.out.printf("  lost or doubled: %d, %s%n", faults.size(), met(faults.isEmpty()));
            faults.forEach(System.out::println);
            memory(cluster, count);
        } finally {
            watch.close();
        }
    }

    private static void apply(Crowd crowd, int count, Tally tally, OperatorMeter meter) throws InterruptedException {
        var before = meter.read();
        long start = System.nanoTime();
        crowd.create(count);
        double created = secondsSince(start);
        await(tally::observed, count);
        double seen = secondsSince(start);
        System.out.printf(
                "%d ImageBuilds applied at once: created in %.1f s, seen by the operator after %.1f s%n",
                count, created, seen);
        System.out.printf(
                "  %.0f a second; at least %.0f: %s%n",
                count / seen, LEAST_PER_SECOND, met(count / seen >= LEAST_PER_SECOND));
        cost(before, meter.read(), count);
    }

    private static void build(Crowd crowd, int building, Tally tally, OperatorMeter meter) throws InterruptedException {
        var before = meter.read();
        long start = System.nanoTime();
        crowd.wake(building);
        await(tally::built, building);
        System.out.printf("%d of them began to build at once: built after %.1f s%n", building, secondsSince(start));
        cost(before, meter.read(), building);
    }

    private static void cost(OperatorMeter.Reading before, OperatorMeter.Reading after, int count) {
        System.out.printf(
                "  each: %.1f API requests and %.0f ms of the operator's CPU%n",
                (after.requests() - before.requests()) / (double) count, after.cpuSecondsSince(before) * 1000 / count);
    }

    private static void await(LongSupplier reached, long count) {
        Awaitility.await(count + " ImageBuilds")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> reached.getAsLong() >= count);
    }

    /** Builds that have started, by the name of the ImageBuild; an event that came again is counted as often as it came. */
    private static Map<String, Long> started(TestCluster cluster, String namespace) {
        return cluster.client().events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> "BuildStarted".equals(event.getReason()))
                .flatMap(event -> Stream.generate(() -> event.getRegarding().getName())
                        .limit(event.getSeries() == null ? 1 : event.getSeries().getCount()))
                .collect(groupingBy(name -> name, counting()));
    }

    private static void memory(TestCluster cluster, int count) throws InterruptedException {
        Thread.sleep(CALM);
        var status = cluster.kubectl(
                "exec",
                "-n",
                OperatorInstallation.NAMESPACE,
                "deployment/onggi-operator",
                "--",
                "cat",
                "/proc/1/status");
        System.out.printf(
                "the operator with %d ImageBuilds: %d MiB resident%n", count, ResidentMemory.mebibytes(status));
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static String met(boolean met) {
        return met ? "met" : "**not met**";
    }
}
