package dev.onggi.operator.localregistry;

/**
 * The reasons of a LocalRegistry's conditions and events. They are part of the API. Available can besides have, as its
 * reason, the word that Kubernetes has for what is wrong with the registry's Pod, such as CrashLoopBackOff.
 */
public final class LocalRegistryReasons {

    /** Ready: the registry serves, has a certificate, and every node can pull (where that is asked for). */
    public static final String REGISTRY_READY = "RegistryReady";

    /** Ready: the operator has seen this resource and begins. */
    public static final String STARTING = "Starting";

    /** Ready: something in the operator's way is tried again, with growing pauses; the message says what. */
    public static final String RETRYING = "Retrying";

    /** Available and event: the registry serves. */
    public static final String REGISTRY_AVAILABLE = "RegistryAvailable";

    /** Warning event: the registry no longer serves. */
    public static final String REGISTRY_UNAVAILABLE = "RegistryUnavailable";

    /** Available: the registry's Pod is being started. */
    public static final String REGISTRY_STARTING = "RegistryStarting";

    /** Available: Kubernetes refuses to make the registry's Pod; the message has its words. */
    public static final String POD_REFUSED = "PodRefused";

    /** StorageReady: the images have a place, and there is room. */
    public static final String STORAGE_READY = "StorageReady";

    /** StorageReady and warning event: four fifths of the storage are used. From 90 % on garbage is collected at once. */
    public static final String STORAGE_ALMOST_FULL = "StorageAlmostFull";

    /** Ready, StorageReady and warning event: 95 % of the storage are used. New builds wait; pushes that run come to their end. */
    public static final String STORAGE_FULL = "StorageFull";

    /** StorageReady and Available: the claim is being bound. */
    public static final String STORAGE_PENDING = "StoragePending";

    /**
     * Stalled and StorageReady: the claim was deleted, is being deleted, or has lost its volume, and the images go with
     * it.
     */
    public static final String STORAGE_LOST = "StorageLost";

    /** Stalled, StorageReady and Available: there is no claim of the name that spec.storage.existingClaim has. */
    public static final String CLAIM_NOT_FOUND = "ClaimNotFound";

    /** Stalled, StorageReady and Available: a Secret of the bucket is missing, or lacks a key. */
    public static final String STORAGE_SECRET_UNUSABLE = "StorageSecretUnusable";

    /** Stalled, StorageReady and Available: the S3 server has no such bucket. */
    public static final String BUCKET_NOT_FOUND = "BucketNotFound";

    /** Stalled, StorageReady and Available: the S3 server refuses the credentials, or what they may do. */
    public static final String BUCKET_ACCESS_DENIED = "BucketAccessDenied";

    /** StorageReady and Available: the S3 server does not answer; tried again. */
    public static final String BUCKET_UNREACHABLE = "BucketUnreachable";

    /** Stalled, StorageReady and Available: the claim cannot be bound until somebody acts. */
    public static final String STORAGE_NOT_BOUND = "StorageNotBound";

    /** Stalled: the claim cannot grow to the size that the spec asks for. */
    public static final String STORAGE_NOT_EXPANDABLE = "StorageNotExpandable";

    /** Stalled: spec.retention.schedule is no cron expression, or never comes due. Nothing is collected. */
    public static final String INVALID_SCHEDULE = "InvalidSchedule";

    /** Stalled: the operator may not read which images the cluster uses, so nothing is deleted. The registry serves. */
    public static final String USED_IMAGES_UNREADABLE = "UsedImagesUnreadable";

    /**
     * Stalled: spec.access.namespaces is of no use where the operator watches namespaces one by one. The registry serves
     * its own.
     */
    public static final String NAMESPACES_NOT_WATCHED = "NamespacesNotWatched";

    /** Event: garbage was collected; the message says how much. With a dry run: would be. */
    public static final String GARBAGE_COLLECTED = "GarbageCollected";

    /** Warning event: a collection of garbage broke off; it is tried again. */
    public static final String GARBAGE_COLLECTION_FAILED = "GarbageCollectionFailed";

    /** Stalled: an object that the registry needs exists and belongs to somebody else. It is not touched. */
    public static final String NAME_TAKEN = "NameTaken";

    /** Stalled: the Secret with the operator's CA cannot be used. */
    public static final String AUTHORITY_UNUSABLE = "CertificateAuthorityUnusable";

    /** Stalled: a Secret that spec.upstreams names is missing, or lacks a key. The registry itself goes on serving. */
    public static final String UPSTREAM_SECRET_UNUSABLE = "UpstreamSecretUnusable";

    /** Stalled: a Secret that spec.external names is missing, or has no user for the host. */
    public static final String EXTERNAL_SECRET_UNUSABLE = "ExternalSecretUnusable";

    /** Available: a probe pushes to the external registry, and has not ended. */
    public static final String PROBING = "Probing";

    /** Available: the external registry does not answer. It is tried again. */
    public static final String EXTERNAL_UNREACHABLE = "ExternalUnreachable";

    /** Stalled and Available: the external registry's certificate is one of an unknown CA, or not for its host. */
    public static final String EXTERNAL_CERTIFICATE_UNKNOWN = "ExternalCertificateUnknown";

    /** Stalled and Available: the external registry does not let the user push. */
    public static final String EXTERNAL_UNAUTHORIZED = "ExternalUnauthorized";

    /** Stalled and Available: the external registry has not got the project or repository, and does not make it. */
    public static final String EXTERNAL_REPOSITORY_MISSING = "ExternalRepositoryMissing";

    /** Stalled and Available: the external registry refuses the name, for the depth of its path for instance. */
    public static final String EXTERNAL_NAME_REFUSED = "ExternalNameRefused";

    /** Available: the probe of the external registry failed in another way. It is tried again. */
    public static final String PROBE_FAILED = "ProbeFailed";

    /** CertificateReady: the certificate serves; the message says until when. */
    public static final String CERTIFICATE_VALID = "CertificateValid";

    /** CertificateReady: there is no certificate yet, or not the one that the spec asks for; the message says why. */
    public static final String CERTIFICATE_PENDING = "CertificatePending";

    /** CertificateReady and Stalled: the certificate that somebody else made cannot be used; the message says why. */
    public static final String CERTIFICATE_UNUSABLE = "CertificateUnusable";

    /** CertificateReady and Stalled: the spec asks for a certificate of cert-manager, which is not installed. */
    public static final String CERT_MANAGER_MISSING = "CertManagerMissing";

    /** CertificateReady: the spec asks for plain HTTP, which is for tests only. */
    public static final String TLS_DISABLED = "TlsDisabled";

    /** Event: the registry got its first certificate. */
    public static final String CERTIFICATE_ISSUED = "CertificateIssued";

    /** Event: the registry got another certificate. */
    public static final String CERTIFICATE_ROTATED = "CertificateRotated";

    /** Event: the certificate is signed by another CA from now on. */
    public static final String AUTHORITY_ROTATED = "CertificateAuthorityRotated";

    /** Ready: the gateway is taking over new users or passwords. */
    public static final String USERS_PENDING = "UsersPending";

    /** Event: all users have new passwords. */
    public static final String USERS_ROTATED = "UsersRotated";

    /** Ready: spec.suspend is true, so nothing is changed; True as long as the registry serves. */
    public static final String SUSPENDED = "Suspended";

    /** NodesCanPull: every node has pulled the canary. */
    public static final String ALL_NODES_PROVED = "AllNodesProved";

    /** NodesCanPull: the proof goes on. */
    public static final String PROVING_NODES = "ProvingNodes";

    /** NodesCanPull: the proof begins when the registry serves. */
    public static final String WAITING_FOR_REGISTRY = "WaitingForRegistry";

    /** NodesCanPull: the canary's image could not be put into the registry; it is tried again. */
    public static final String CANARY_NOT_PUSHED = "CanaryNotPushed";

    /** NodesCanPull: some nodes cannot pull; status.nodes.failing has the causes. */
    public static final String NODES_CANNOT_PULL = "NodesCannotPull";

    /** NodesCanPull and Stalled: the node agent is not installed, so no node learns of the registry. */
    public static final String NODE_AGENT_MISSING = "NodeAgentMissing";

    /** NodesCanPull and Stalled: what the spec asks for cannot be had in this cluster; the message says what can. */
    public static final String NODE_ACCESS_UNSUPPORTED = "NodeAccessUnsupported";

    /** Published: the registry is announced in ConfigMap kube-public/local-registry-hosting. */
    public static final String HOSTING_PUBLISHED = "HostingPublished";

    /** Published: the ConfigMap belongs to another tool, and is left as it is. */
    public static final String FOREIGN_HOSTING = "ForeignHosting";

    /** Published: another LocalRegistry is announced; a cluster announces one. */
    public static final String HOSTING_TAKEN = "HostingTaken";

    /** Published: it will be announced as soon as it is known how nodes pull. */
    public static final String HOSTING_PENDING = "HostingPending";

    /** NodesCanPull: the spec asks for no node access. */
    public static final String NOT_REQUESTED = "NotRequested";

    /** Event: all nodes can pull. */
    public static final String NODES_CAN_PULL = "NodesCanPull";

    /** Warning event: a node cannot pull. */
    public static final String NODE_CANNOT_PULL = "NodeCannotPull";

    private LocalRegistryReasons() {}
}
