package dev.onggi.operator.localregistry;

/** The conditions of a LocalRegistry beyond Ready, Reconciling and Stalled. */
public final class LocalRegistryConditions {

    /** The registry serves; of an external one, a probe could push to it. */
    public static final String AVAILABLE = "Available";

    /** The images have a place, and there is room in it; docs/registry.md says what to do otherwise. */
    public static final String STORAGE_READY = "StorageReady";

    /** The registry has a certificate that is valid for its names and its address. */
    public static final String CERTIFICATE_READY = "CertificateReady";

    /**
     * A canary image was pulled from this registry by every node; the message names the nodes that cannot, and why. Unknown
     * where the spec asks for no node access.
     */
    public static final String NODES_CAN_PULL = "NodesCanPull";

    /** The registry is announced to the cluster (KEP-1755); absent where publishHosting does not ask for it. */
    public static final String PUBLISHED = "Published";

    private LocalRegistryConditions() {}
}
