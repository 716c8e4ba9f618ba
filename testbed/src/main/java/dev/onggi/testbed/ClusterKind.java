package dev.onggi.testbed;

/** Kinds of clusters that tests and the demo run on. */
public enum ClusterKind {
    /** One that was there before, named by {@code ONGGI_TEST_KUBECONFIG}. */
    EXISTING("deploy", "/etc/containerd/certs.d"),
    /** k3s in a container, from {@code rancher/k3s}. */
    K3S("deploy/overlays/k3s", "/var/lib/rancher/k3s/agent/etc/containerd/certs.d"),
    /** The testbed's own node in a container. */
    TESTBED("deploy", "/etc/containerd/certs.d");

    private final String manifests;
    private final String certsDirectory;

    ClusterKind(String manifests, String certsDirectory) {
        this.manifests = manifests;
        this.certsDirectory = certsDirectory;
    }

    /** The folder that {@code kubectl apply -k} takes, relative to the top of the project. */
    public String manifests() {
        return manifests;
    }

    /** containerd's config_path on the nodes, where the node agent writes. */
    public String certsDirectory() {
        return certsDirectory;
    }
}
