package dev.onggi.operator.nodeagent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What runs the containers of a node, as far as it decides where registries are configured. */
enum NodeRuntime {
    /** containerd with its configuration in {@code /etc/containerd}. */
    CONTAINERD("containerd", "", "deploy"),
    /** The containerd in k3s, which writes its configuration itself. */
    K3S("the containerd of k3s", "/var/lib/rancher/k3s/agent/etc/containerd", "deploy/overlays/k3s"),
    /** The containerd in RKE2, which writes its configuration itself. */
    RKE2("the containerd of RKE2", "/var/lib/rancher/rke2/agent/etc/containerd", "deploy/overlays/rke2"),
    CRIO("CRI-O", "", "deploy/overlays/crio"),
    /** Docker behind cri-dockerd. */
    DOCKER("Docker", "", "deploy/overlays/docker"),
    /** Nothing that is known was found on the node. */
    UNKNOWN("an unknown runtime", "", "deploy");

    private final String title;
    private final String ownDirectory;
    private final String overlay;

    NodeRuntime(String title, String ownDirectory, String overlay) {
        this.title = title;
        this.ownDirectory = ownDirectory;
        this.overlay = overlay;
    }

    /** How a sentence names it. */
    String title() {
        return title;
    }

    /** The directory of its configuration. */
    String directory() {
        return ownDirectory.isEmpty() ? "/etc/containerd" : ownDirectory;
    }

    /** Whether it reads {@code hosts.toml}. */
    boolean isContainerd() {
        return this == CONTAINERD || this == K3S || this == RKE2;
    }

    /** The command that installs the node agent for it. */
    String installation() {
        return "kubectl apply --server-side -k " + overlay;
    }

    /** The word for it in reports and in the installation. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<NodeRuntime> parse(String word) {
        return Arrays.stream(values())
                .filter(runtime -> runtime.word().equals(word))
                .findFirst();
    }
}
