package dev.onggi.operator.nodeagent;

import java.util.Map;
import java.util.Optional;

/**
 * Which node agent was installed: what its manifest says of itself.
 *
 * @param runtime the runtime that it writes for
 * @param directory the directory of the node that it writes to
 */
record Installed(NodeRuntime runtime, String directory) {

    private static final String RUNTIME = "ONGGI_NODE_RUNTIME";
    private static final String DIRECTORY = "ONGGI_NODE_DIRECTORY";

    /** From the environment; without any it is the one of {@code deploy/}, for containerd. */
    static Installed of(Map<String, String> environment) {
        NodeRuntime runtime = Optional.ofNullable(environment.get(RUNTIME))
                .flatMap(NodeRuntime::parse)
                .orElse(NodeRuntime.CONTAINERD);
        return new Installed(runtime, environment.getOrDefault(DIRECTORY, "/etc/containerd/certs.d"));
    }
}
