package dev.onggi.operator.nodeagent;

import java.io.IOException;
import java.util.List;

/** Finds out, from the node's own configuration, whether what the agent writes is what the node's runtime reads. */
final class Inspection {

    private static final String SET_ONE =
            "set config_path = \"%s\" in %s and restart containerd, or leave spec.access.nodes.mode at Auto, which takes LoopbackProxy here";

    private final Installed installed;

    Inspection(Installed installed) {
        this.installed = installed;
    }

    /** The report on a node. A configuration that cannot be read is reported too: nothing is guessed. */
    NodeReport of(NodeFiles files) {
        try {
            return of(RuntimeDetection.of(files), files);
        } catch (IOException e) {
            return unreadable(NodeRuntime.UNKNOWN, e);
        }
    }

    /** The report on a node whose runtime is known. */
    NodeReport of(NodeRuntime runtime, NodeFiles files) {
        try {
            return switch (runtime) {
                case CONTAINERD, K3S, RKE2 -> containerd(runtime, files);
                case CRIO -> crio(files);
                case DOCKER -> docker();
                case UNKNOWN ->
                    NodeReport.cannot(
                            runtime,
                            List.of(),
                            "no configuration of containerd, CRI-O or Docker was found in /etc or /var/lib of the node; LoopbackProxy does without");
            };
        } catch (IOException e) {
            return unreadable(runtime, e);
        }
    }

    /** Whether the long-running agent has the directory mounted that a path is in. */
    boolean sees(String path, NodeRuntime runtime) {
        return path.startsWith("/etc/") || installed.runtime() == runtime;
    }

    private static NodeReport unreadable(NodeRuntime runtime, IOException cause) {
        return NodeReport.cannot(
                runtime, List.of(), "the configuration of the node's runtime cannot be read: " + cause.getMessage());
    }

    private NodeReport containerd(NodeRuntime runtime, NodeFiles files) throws IOException {
        String file = runtime.directory() + "/config.toml";
        ContainerdConfig config = ContainerdConfig.read(files, file);
        List<String> paths = config.configPath();
        if (paths.isEmpty()) {
            return NodeReport.cannot(
                    runtime,
                    paths,
                    config.mirrors()
                            ? "%s lists registry mirrors and no config_path, so containerd reads no hosts.toml: move them there and %s"
                                    .formatted(file, SET_ONE.formatted(installed.directory(), file))
                            : "%s sets no config_path: containerd before 2.0 then reads no hosts.toml, and from 2.1 on it has a list of two directories of which its pulls read none (containerd issue 12808): %s"
                                    .formatted(file, SET_ONE.formatted(installed.directory(), file)));
        }
        if (!installed.runtime().isContainerd() || !paths.contains(installed.directory())) {
            return NodeReport.cannot(runtime, paths, elsewhere(runtime, paths));
        }
        if (paths.size() > 1 && !config.localPull()) {
            return NodeReport.cannot(
                    runtime,
                    paths,
                    "config_path in %s is a list, of which the pulls of containerd 2.1 and newer read nothing (containerd issue 12808): %s"
                            .formatted(file, SET_ONE.formatted(installed.directory(), file)));
        }
        return NodeReport.works(runtime, paths);
    }

    private NodeReport crio(NodeFiles files) throws IOException {
        List<String> paths = List.of("/etc/containers/registries.conf.d", "/etc/containers/certs.d");
        if (installed.runtime() != NodeRuntime.CRIO) {
            return NodeReport.cannot(NodeRuntime.CRIO, paths, elsewhere(NodeRuntime.CRIO, paths));
        }
        return CrioConfig.read(files).reloadsRegistries()
                ? NodeReport.works(NodeRuntime.CRIO, paths)
                : NodeReport.cannot(
                        NodeRuntime.CRIO,
                        paths,
                        "CRI-O reads registries.conf.d only when it is told to: set auto_reload_registries = true below [crio.image] in /etc/crio/crio.conf.d and restart CRI-O, or leave spec.access.nodes.mode at Auto, which takes LoopbackProxy here");
    }

    private NodeReport docker() {
        List<String> paths = List.of("/etc/docker/certs.d");
        if (installed.runtime() != NodeRuntime.DOCKER) {
            return NodeReport.cannot(NodeRuntime.DOCKER, paths, elsewhere(NodeRuntime.DOCKER, paths));
        }
        return NodeReport.cannot(
                NodeRuntime.DOCKER,
                paths,
                "Docker reads the CA, but cannot be told the address of a name that the node does not resolve, such as registry.<namespace>.svc: use LoopbackProxy (which Auto takes here) or NodePort");
    }

    private String elsewhere(NodeRuntime runtime, List<String> paths) {
        String advice = installed.runtime() == runtime && runtime == NodeRuntime.CONTAINERD
                ? "set path of the volume certs and ONGGI_NODE_DIRECTORY of DaemonSet onggi-node-agent to "
                        + paths.getFirst()
                : "install the node agent for it (" + runtime.installation() + ")";
        return "the node runs %s, which reads %s, and the node agent writes to %s: %s, or leave spec.access.nodes.mode at Auto, which takes LoopbackProxy here"
                .formatted(runtime.title(), String.join(" and ", paths), installed.directory(), advice);
    }
}
