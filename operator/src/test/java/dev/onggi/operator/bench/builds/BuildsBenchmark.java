package dev.onggi.operator.bench.builds;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.imagebuild.resource.PushTarget;
import dev.onggi.testbed.CommandFailedException;
import dev.onggi.testbed.Diagnosis;
import dev.onggi.testbed.OperatorInstallation;
import dev.onggi.testbed.ReadyWait;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Measures builds on a cluster of its own, which stays for the next time: sets up all that is needed, has the rounds made, and
 * prints what came of them.
 */
final class BuildsBenchmark {

    /** What the kept cluster is found by. */
    private static final String CLUSTER = "bench";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private BuildsBenchmark() {}

    /** Arguments: rounds, directory for kubeconfig and results. */
    public static void main(String[] arguments) throws Exception {
        try {
            run(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
        } catch (IllegalStateException | CommandFailedException | ConditionTimeoutException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        // the HTTP client's threads would hold the process for seconds
        System.exit(0);
    }

    private static void run(int rounds, Path directory) throws IOException, InterruptedException {
        try (var cluster = TestCluster.kept(CLUSTER, directory.resolve("kubeconfig"))) {
            say("installing the operator");
            OperatorInstallation.into(cluster);
            try (var namespace = TestNamespace.create(cluster, "bench");
                    var meter = OperatorMeter.install(cluster)) {
                try {
                    measure(rounds, directory, new ImageBuilds(cluster, namespace.name()), meter);
                } catch (IllegalStateException | ConditionTimeoutException e) {
                    throw new IllegalStateException(
                            new Diagnosis(cluster).withOperator(namespace.name()) + "\n" + e.getMessage(), e);
                }
            }
        }
    }

    private static void measure(int rounds, Path directory, ImageBuilds builds, OperatorMeter meter)
            throws IOException, InterruptedException {
        var registry = registry(builds);
        var results = Results.in(directory.resolve("results"), Clock.systemUTC().instant());
        var bare = BareBuildctl.start(builds.cluster(), new BarePod(builds.namespace(), registry, buildKit()));
        say("how much work is a second?");
        var workload = new Workload(Calibration.roundsPerSecond(bare::seconds));
        var machine =
                Machine.of(builds.cluster().client().getKubernetesVersion().getGitVersion());
        results.add(machine);
        results.add(workload);
        var report = new Report(new Rounds(builds, bare, workload, meter, results).run(rounds));
        System.out.printf(
                "%n%d processors, Linux %s, Kubernetes %s, %d rounds.%n%n%s%n",
                machine.processors(), machine.kernel(), machine.kubernetes(), rounds, report.text());
        System.out.println("Each build: " + results.file());
    }

    private static PushTarget registry(ImageBuilds builds) {
        say("waiting for a LocalRegistry");
        builds.cluster().kubectlWithInput("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                """, "apply", "-n", builds.namespace(), "-f", "-");
        var registry = new ReadyWait(builds.cluster(), any -> {})
                .await(LocalRegistry.class, builds.namespace(), "registry", PATIENCE);
        return PushTarget.of(registry, builds.namespace());
    }

    /** The image that the operator takes. */
    private static String buildKit() throws IOException {
        var properties = new Properties();
        try (var resource = BuildsBenchmark.class.getResourceAsStream("/application.properties")) {
            properties.load(resource);
        }
        return properties.getProperty("onggi.build.image");
    }

    static void say(String text) {
        System.err.println(text);
    }
}
