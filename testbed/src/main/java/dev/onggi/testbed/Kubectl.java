package dev.onggi.testbed;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * kubectl, as a user runs it.
 *
 * @param program how it is called
 * @param onNode whether it runs in the node's container, where it sees no file of this machine
 * @param environment variables for it
 */
record Kubectl(List<String> program, boolean onNode, Map<String, String> environment) {

    /** A program of this machine. */
    static Kubectl here(String program, Path kubeconfig) {
        return new Kubectl(List.of(program), false, Map.of("KUBECONFIG", kubeconfig.toString()));
    }

    /** The one in the node's container. */
    static Kubectl onNode(String container, Docker docker) {
        var program = List.of("docker", "exec", "--interactive", container, "kubectl");
        return new Kubectl(program, true, docker.environment());
    }

    Command command(String... arguments) {
        return new Command(Stream.concat(program.stream(), Stream.of(arguments)).toList(), Path.of(""), environment);
    }
}
