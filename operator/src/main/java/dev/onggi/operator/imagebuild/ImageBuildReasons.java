package dev.onggi.operator.imagebuild;

/** Every reason of an ImageBuild's conditions and events: part of the API. */
public final class ImageBuildReasons {

    /** Ready: the newest input is built, pushed and, where asked for, rolled out. */
    public static final String SUCCEEDED = "Succeeded";

    /** Ready=Unknown: the operator has seen the resource and looks for its registry and its source. */
    public static final String RESOLVING = "Resolving";

    /**
     * Stalled: the registry that registryRef names does not exist; or it names none, and neither the namespace has one nor
     * the cluster a default.
     */
    public static final String REGISTRY_NOT_FOUND = "RegistryNotFound";

    /** Stalled: registryRef names no registry, and there are several to choose from. */
    public static final String REGISTRY_AMBIGUOUS = "RegistryAmbiguous";

    /**
     * Stalled: the registry belongs to another namespace, and its access.namespaces does not select this one; or the
     * operator watches namespaces one by one, where each has to have its own.
     */
    public static final String REGISTRY_ACCESS_DENIED = "RegistryAccessDenied";

    /** Stalled: image.repository does not start with the namespace, which a registry of another namespace asks for. */
    public static final String REPOSITORY_NOT_ALLOWED = "RepositoryNotAllowed";

    /** Reconciling: the registry is there and does not answer yet. */
    public static final String REGISTRY_NOT_READY = "RegistryNotReady";

    /** Reconciling: the registry's storage is full; the build starts when there is room. */
    public static final String REGISTRY_FULL = "RegistryFull";

    /** Stalled: what spec.source names does not exist: a ConfigMap, an archive, a claim, or a directory of it. */
    public static final String SOURCE_NOT_FOUND = "SourceNotFound";

    /** Stalled: the source is larger than a build may have; of inline files and a ConfigMap, than a ConfigMap can hold. */
    public static final String SOURCE_TOO_LARGE = "SourceTooLarge";

    /** Stalled: suspend is true, and the newest input is not built. */
    public static final String SUSPENDED = "Suspended";

    /** Reconciling and event: the build Pod was made. */
    public static final String BUILD_STARTED = "BuildStarted";

    /** Reconciling: the builder that the namespace's ImageBuilds share is being started, or replaced. */
    public static final String BUILDER_STARTING = "BuilderStarting";

    /** Reconciling: the builder that the namespace's ImageBuilds share runs, and the operator does not reach it. */
    public static final String BUILDER_UNREACHABLE = "BuilderUnreachable";

    /** Reconciling: the source is being fetched. */
    public static final String FETCHING = "Fetching";

    /** SourceFetched: the source of the newest build is there. */
    public static final String FETCHED = "Fetched";

    /** Event: the source of a build is there. */
    public static final String SOURCE_FETCHED = "SourceFetched";

    /** Reconciling: BuildKit is at work. */
    public static final String BUILDING = "Building";

    /** Event: a build came to an image; the note has its digest, how long it took, and how much came from the cache. */
    public static final String BUILD_SUCCEEDED = "BuildSucceeded";

    /** Pushed and event: the image is in the registry. */
    public static final String PUSHED = "Pushed";

    /** Warning event: a build failed; the note has the cause, the Dockerfile's line and the last lines of the log. */
    public static final String BUILD_FAILED = "BuildFailed";

    /** Event: a build was stopped, for its input is not wanted any more. */
    public static final String BUILD_CANCELLED = "BuildCancelled";

    /** Reconciling: a build of an older input is being stopped. */
    public static final String CANCELLING = "Cancelling";

    /** Reconciling: with runPolicy Serial, the newest input waits for the end of a build of an older one. */
    public static final String QUEUED = "Queued";

    /** Stalled: the namespace's policies do not admit the build Pod. */
    public static final String POD_DENIED = "PodDenied";

    /**
     * Reconciling: the Pod came to a node without user namespaces; with engine Auto the next try needs none, and a shared
     * builder needs another node.
     */
    public static final String NODE_UNSUPPORTED = "NodeUnsupported";

    /** Stalled: the build Pod cannot start, for instance because a Secret is missing. It goes on when that is there. */
    public static final String POD_BLOCKED = "PodBlocked";

    /** Stalled: the build took longer than builder.timeout. */
    public static final String BUILD_TIMED_OUT = "BuildTimedOut";

    /**
     * Reconciling: the build ran out of memory, and is tried once more with a limit of twice as much. Stalled: that was not
     * enough, or is not allowed; raise builder.resources.limits.memory.
     */
    public static final String OUT_OF_MEMORY = "OutOfMemory";

    /** Event: a build that ran out of memory is tried once more, with a limit of twice as much, 16Gi at most. */
    public static final String MEMORY_RAISED = "MemoryRaised";

    /** Reconciling: a quota of the namespace leaves no room for the build Pod; it is made when there is. */
    public static final String QUOTA_EXCEEDED = "QuotaExceeded";

    /** Stalled: the build needs more disk than builder.resources allows, or again and again more than its node has. */
    public static final String OUT_OF_STORAGE = "OutOfStorage";

    /** Reconciling: the build Pod was evicted, deleted or lost with its node; the build is tried again. */
    public static final String BUILD_INTERRUPTED = "BuildInterrupted";

    /** Reconciling: the node of a build does not answer, also not that a Pod has ended that is to; the message says what to do. */
    public static final String NODE_SILENT = "NodeSilent";

    /** Stalled: an object of the name that is needed exists and belongs to somebody else. */
    public static final String NAME_TAKEN = "NameTaken";

    /** Stalled: the API server rejects an object that the spec asks for as invalid; the message has its words. */
    public static final String REJECTED = "Rejected";

    /** Event: the workload was set to an image. */
    public static final String ROLLOUT_STARTED = "RolloutStarted";

    /** Reconciling: the new image is being rolled out. */
    public static final String ROLLING_OUT = "RollingOut";

    /** Stalled: the roll-out exceeded its deadline. It heals by itself when the Pods become available. */
    public static final String ROLLOUT_FAILED = "RolloutFailed";

    /** Reconciling: the newest image was not available in time; the workload goes back to the last good one. */
    public static final String ROLLING_BACK = "RollingBack";

    /** Stalled: the newest image was not available in time, and the last good one runs again; the message says why. */
    public static final String ROLLED_BACK = "RolledBack";

    /** Ready: the build that rollout.toBuild names runs, in the place of the newest. */
    public static final String PINNED = "Pinned";

    /** Stalled: rollout.toBuild is no build of status.history that came to an image. */
    public static final String BUILD_NOT_FOUND = "BuildNotFound";

    /** RolledOut and event: every Pod runs the newest image and is available. */
    public static final String ROLLOUT_COMPLETE = "RolloutComplete";

    /** Warning event: rollout.deployment.template says something that another field or the operator decides: that stays. */
    public static final String TEMPLATE_CONFLICT = "TemplateConflict";

    /** Watching: what spec.triggers names is asked, and answers. */
    public static final String WATCHING = "Watching";

    /** Watching: the Pod that asks what spec.triggers names is being started. */
    public static final String WATCH_STARTING = "WatchStarting";

    /** Watching: the Pod that asks what spec.triggers names does not run; the message says why. */
    public static final String WATCH_BLOCKED = "WatchBlocked";

    /** Reconciling and event: source.git.revision is at another commit, and a build of it starts. */
    public static final String NEW_COMMIT = "NewCommit";

    /** Stalled: there is no workload that rollout.target names; it goes on when there is. */
    public static final String TARGET_NOT_FOUND = "TargetNotFound";

    /** Stalled: rollout.target names no container of the workload, or none where the workload has several. */
    public static final String TARGET_CONTAINER_UNKNOWN = "TargetContainerUnknown";

    /** Stalled: rollout.serviceAccountName may not patch the workload of rollout.target; the message has the commands. */
    public static final String ROLLOUT_FORBIDDEN = "RolloutForbidden";

    /** Stalled: another field manager took the image field back three times within ten minutes; it is left alone. */
    public static final String ROLLOUT_CONFLICT = "RolloutConflict";

    /** Reconciling: no Pod of the workload can be made, for Pod Security or a quota forbids it; the message has the words. */
    public static final String WORKLOAD_POD_REFUSED = "WorkloadPodRefused";

    /** Reconciling and event: an image that a FROM names has another digest, and a build from it starts. */
    public static final String NEW_BASE_IMAGE = "NewBaseImage";

    /** Reconciling: the operator met an error that it tries again. */
    public static final String RETRYING = "Retrying";

    private ImageBuildReasons() {}
}
