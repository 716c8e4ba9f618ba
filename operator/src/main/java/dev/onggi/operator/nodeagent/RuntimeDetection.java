package dev.onggi.operator.nodeagent;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which runtime the kubelet of a node uses. First the kubelet's own configuration is asked; nodes often have a second
 * runtime installed (containerd beside Docker) that no Pod ever sees.
 */
final class RuntimeDetection {

    /** Where kubeadm, distributions and people put the kubelet's flags and configuration. */
    private static final List<String> KUBELET = List.of(
            "/var/lib/kubelet/config.yaml",
            "/var/lib/kubelet/kubeadm-flags.env",
            "/var/lib/kubelet/instance-config.yaml",
            "/etc/kubernetes/kubelet.yaml",
            "/etc/kubernetes/kubelet/config.json",
            "/etc/kubernetes/kubelet/kubelet-config.json",
            "/etc/default/kubelet",
            "/etc/sysconfig/kubelet");

    private static final Pattern ENDPOINT =
            Pattern.compile("(?:containerRuntimeEndpoint[\"']?\\s*:|--container-runtime-endpoint[= ])\\s*([^\\s,}]+)");

    private RuntimeDetection() {}

    static NodeRuntime of(NodeFiles files) throws IOException {
        for (String file : KUBELET) {
            Optional<NodeRuntime> named = files.read(file).flatMap(RuntimeDetection::named);
            if (named.isPresent()) {
                return named.get();
            }
        }
        return byTraces(files);
    }

    private static Optional<NodeRuntime> named(String text) {
        Matcher matcher = ENDPOINT.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String endpoint = matcher.group(1);
        if (endpoint.contains("crio")) {
            return Optional.of(NodeRuntime.CRIO);
        }
        if (endpoint.contains("docker")) {
            return Optional.of(NodeRuntime.DOCKER);
        }
        // k3s and RKE2 give it by a flag of the process alone: what names this socket is a containerd on its own
        return endpoint.contains("containerd") ? Optional.of(NodeRuntime.CONTAINERD) : Optional.empty();
    }

    private static NodeRuntime byTraces(NodeFiles files) throws IOException {
        for (NodeRuntime bundled : List.of(NodeRuntime.K3S, NodeRuntime.RKE2)) {
            if (files.read(bundled.directory() + "/config.toml").isPresent()) {
                return bundled;
            }
        }
        if (files.hasEntries("/var/lib/cri-dockerd")) {
            return NodeRuntime.DOCKER;
        }
        boolean containerd = files.hasEntries("/var/lib/containerd");
        if (!containerd
                && (files.read("/etc/crio/crio.conf").isPresent() || files.hasEntries("/etc/crio/crio.conf.d"))) {
            return NodeRuntime.CRIO;
        }
        return containerd || files.read("/etc/containerd/config.toml").isPresent()
                ? NodeRuntime.CONTAINERD
                : NodeRuntime.UNKNOWN;
    }
}
