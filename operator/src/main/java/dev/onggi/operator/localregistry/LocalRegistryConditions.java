package dev.onggi.operator.localregistry;

/** The conditions of a LocalRegistry beyond Ready, Reconciling and Stalled. */
public final class LocalRegistryConditions {

    /** The registry serves. */
    public static final String AVAILABLE = "Available";

    /** The images have a place, and there is room in it. */
    public static final String STORAGE_READY = "StorageReady";

    /** The registry has a certificate of the operator's CA, for its names and its address. */
    public static final String CERTIFICATE_READY = "CertificateReady";

    /** Every node has pulled from the registry. Unknown where the spec asks for no node access. */
    public static final String NODES_CAN_PULL = "NodesCanPull";

    /** The registry is announced to the cluster (KEP-1755). Absent where the spec does not ask for it. */
    public static final String PUBLISHED = "Published";

    private LocalRegistryConditions() {}
}
