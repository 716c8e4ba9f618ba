package dev.onggi.testbed;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;

/**
 * From two applied resources to a Pod that answers, on a real cluster, in front of one's eyes. The cluster stays up; a
 * second run finds it. Started by {@code ./demo}.
 */
public final class Demo {

    /** What the kept cluster is found by. */
    private static final String CLUSTER = "demo";

    private static final String NAMESPACE = "demo";
    private static final Path KUBECONFIG = Path.of("target/demo/kubeconfig");

    private final Phases phases = new Phases(Clock.systemUTC());

    private Demo() {}

    public static void main(String[] arguments) {
        try {
            new Demo().run();
        } catch (IllegalStateException | CommandFailedException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        // the HTTP client's threads would hold the process for seconds
        System.exit(0);
    }

    private void run() {
        var root = Testbed.ofThisProject().root();
        try (var cluster =
                phases.time("the cluster is up", () -> TestCluster.kept(CLUSTER, root.resolve(KUBECONFIG)))) {
            say("installing the operator from " + cluster.kind().manifests());
            phases.time("the operator is installed and available", () -> OperatorInstallation.into(cluster));
            var hello = new HelloExample(cluster, root, NAMESPACE);
            try {
                show(hello, build(hello));
            } catch (IllegalStateException | ConditionTimeoutException e) {
                throw new IllegalStateException(
                        new Diagnosis(cluster).withOperator(NAMESPACE) + "\n" + e.getMessage(), e);
            }
        }
    }

    private String build(HelloExample hello) {
        var wait = new ReadyWait(hello.cluster(), this::say);
        say("applying examples/hello into the namespace " + NAMESPACE);
        phases.time("the two resources are applied", () -> apply(hello));
        phases.time("the registry is ready and every node can pull from it", () -> hello.awaitRegistry(wait));
        phases.time("the image is built, pushed and rolled out", () -> hello.awaitImageBuild(wait));
        return phases.time("the Service answers", () -> hello.service().await(Duration.ofSeconds(30)));
    }

    private String apply(HelloExample hello) {
        hello.cluster().kubectlWithInput(TestNamespace.manifest(NAMESPACE), "apply", "--server-side", "-f", "-");
        return hello.apply(hello.manifest());
    }

    private void show(HelloExample hello, String answer) {
        var cluster = hello.cluster();
        print("$ kubectl get --raw " + hello.service().path(), answer);
        print("$ kubectl get lreg,ib", cluster.kubectl("get", "lreg,ib", "-n", NAMESPACE));
        var description = cluster.kubectl("describe", "imagebuild", HelloExample.NAME, "-n", NAMESPACE);
        print(
                "$ kubectl describe imagebuild " + HelloExample.NAME,
                description.substring(Math.max(0, description.indexOf("Events:"))));
        print("Time of each phase", phases.table());
        print(
                "How to go on",
                DemoHints.text(KUBECONFIG, NAMESPACE, hello.service().path(), cluster.kubectlProgram()));
    }

    private void say(String text) {
        System.out.println(phases.line(text));
    }

    private static void print(String title, String text) {
        System.out.printf("%n%s%n%s%n", title, text.stripTrailing().indent(2).stripTrailing());
    }
}
