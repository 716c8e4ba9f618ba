package dev.onggi.testbed;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A shell as one has it who tries what the docs say: at the top of the project, whose examples may be changed, with kubectl, a
 * cluster and a current namespace, and with a JDK.
 *
 * @param directory the top of the project, as far as it is needed; the examples are a copy
 * @param namespace the current namespace
 * @param environment variables for what runs in it
 */
public record Terminal(Path directory, String namespace, Map<String, String> environment) {

    private static final String EXAMPLES = "examples";

    public Terminal {
        environment = Map.copyOf(environment);
    }

    /**
     * Opens one.
     *
     * @param directory an empty folder for it
     */
    public static Terminal open(Path directory, TestCluster cluster, String namespace) {
        try {
            return open(directory, Files.readString(cluster.kubeconfig()), namespace);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens one on the cluster of a kubeconfig. */
    public static Terminal open(Path directory, String kubeconfig, String namespace) {
        var testbed = Testbed.ofThisProject();
        try {
            copy(testbed.root().resolve(EXAMPLES), directory.resolve(EXAMPLES));
            for (var folder : new String[] {"crds", "deploy", "operator"}) {
                Files.createSymbolicLink(
                        directory.resolve(folder), testbed.root().resolve(folder));
            }
            Files.writeString(directory.resolve("kubeconfig"), kubeconfig);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var terminal = new Terminal(directory, namespace, environment(directory, testbed));
        terminal.run("kubectl config set-context --current --namespace=" + namespace);
        return terminal;
    }

    private static Map<String, String> environment(Path directory, Testbed testbed) {
        var variables = new TreeMap<String, String>();
        Optional.ofNullable(testbed.environment().get("DOCKER_HOST"))
                .ifPresent(host -> variables.put("DOCKER_HOST", host));
        variables.put("KUBECONFIG", directory.resolve("kubeconfig").toString());
        // kubectl keeps there what it knows of a server, by its port: the next one may have the same
        variables.put("HOME", directory.toString());
        variables.put(
                "PATH",
                String.join(
                        File.pathSeparator,
                        Programs.kubectl().getParent().toString(),
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        System.getenv("PATH")));
        return variables;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    /** Runs what one types and returns what it prints; fails with what it says. */
    public String run(String script) {
        return Command.of("bash", "-euo", "pipefail", "-c", script)
                .in(directory)
                .with(environment)
                .run();
    }
}
