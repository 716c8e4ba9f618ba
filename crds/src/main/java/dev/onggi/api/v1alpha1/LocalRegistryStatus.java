package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What is true of a {@link LocalRegistry}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LocalRegistryStatus(
        @JsonPropertyDescription(
                "The metadata.generation that this status was computed from; -1 until the operator has seen the resource.")
        Long observedGeneration,

        @JsonPropertyDescription(
                "Host and port of the registry, and the path prefix of an external one: what image references that pods push to start with.")
        String address,

        @JsonPropertyDescription(
                "What image references that nodes pull start with. The same as address, unless nodes reach the registry by another name.")
        String pullAddress,

        @JsonPropertyDescription(
                "Secret in this namespace whose key ca.crt holds the CA that signed the registry's certificate.")
        LocalObjectReference caSecretRef,

        @JsonPropertyDescription("Secret in this namespace, of type kubernetes.io/dockerconfigjson, to push with.")
        LocalObjectReference pushSecretRef,

        @JsonPropertyDescription(
                "Secret in this namespace, of type kubernetes.io/dockerconfigjson, to pull with (imagePullSecrets).")
        LocalObjectReference pullSecretRef,

        @JsonPropertyDescription("The registry's certificate.")
        Certificate certificate,

        @JsonPropertyDescription("Which nodes have proved that they can pull.")
        Nodes nodes,

        @JsonPropertyDescription("How full the storage is.") StorageUse storage,

        @JsonPropertyDescription("What the registry holds.") Images images,

        @JsonPropertyDescription("The last collection of garbage that ended.")
        GarbageCollection lastGarbageCollection,

        @JsonPropertyDescription("When garbage is collected next, in RFC 3339.")
        String nextGarbageCollection,

        @JsonPropertyDescription(
                "Ready, Reconciling, Stalled, Available, StorageReady, CertificateReady, NodesCanPull and Published.")
        @Size(max = 16)
        List<Condition> conditions) {

    /** A status of which only the generation and the conditions are known. */
    public static LocalRegistryStatus of(Long observedGeneration, List<Condition> conditions) {
        return new LocalRegistryStatus(
                observedGeneration, null, null, null, null, null, null, null, null, null, null, null, conditions);
    }

    /** This status with another generation and other conditions. */
    public LocalRegistryStatus with(Long generation, List<Condition> others) {
        return new LocalRegistryStatus(
                generation,
                address,
                pullAddress,
                caSecretRef,
                pushSecretRef,
                pullSecretRef,
                certificate,
                nodes,
                storage,
                images,
                lastGarbageCollection,
                nextGarbageCollection,
                others);
    }

    /** This status without a promise of a next collection of garbage. */
    public LocalRegistryStatus withoutNextGarbageCollection() {
        return new LocalRegistryStatus(
                observedGeneration,
                address,
                pullAddress,
                caSecretRef,
                pushSecretRef,
                pullSecretRef,
                certificate,
                nodes,
                storage,
                images,
                lastGarbageCollection,
                null,
                conditions);
    }

    /** The registry's certificate. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Certificate(
            @JsonPropertyDescription("When the certificate expires, in RFC 3339.")
            String notAfter,

            @JsonPropertyDescription("When it will be renewed, at two thirds of its life, in RFC 3339.")
            String renewalTime,

            @JsonPropertyDescription("When the CA that signed it expires, in RFC 3339.")
            String authorityNotAfter) {}

    /** The proof that nodes can pull. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Nodes(
            @JsonPropertyDescription("Nodes that the canary has to run on.")
            Integer total,

            @JsonPropertyDescription("Nodes on which the canary was pulled from this registry and runs.")
            Integer ready,

            @JsonPropertyDescription("ready/total, as kubectl get shows it.")
            String summary,

            @JsonPropertyDescription("On how many nodes each way of pulling is in use.") @Size(max = 8)
            List<ModeCount> modes,

            @JsonPropertyDescription("Nodes that cannot pull, with the cause; at most 20.") @Size(max = 20)
            List<FailingNode> failing) {}

    /** How many nodes pull in one way. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ModeCount(
            @JsonPropertyDescription("HostsConfig, LoopbackProxy, NodePort or External.")
            String mode,

            @JsonPropertyDescription("How many nodes.") Integer nodes) {}

    /** A node that cannot pull. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FailingNode(
            @JsonPropertyDescription("Name of the node.") String name,

            @JsonPropertyDescription(
                    "Cause in one word: CertificateNotTrusted, PlainHttp, NameNotResolved, ConnectionRefused, Unauthorized, ImageNotFound, DirectoryForeign, ConfigPathNotRead or PullFailed.")
            String reason,

            @JsonPropertyDescription("What the node's runtime said, and the next command.") @Size(max = 1024)
            String message) {}

    /** How full the storage is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StorageUse(
            @JsonPropertyDescription("How much the storage holds, as a quantity. Absent where nobody knows (S3).")
            String capacity,

            @JsonPropertyDescription("How much of it is used, as a quantity.")
            String used,

            @JsonPropertyDescription("used in percent of capacity, 0 to 100.")
            Integer usedPercent,

            @JsonPropertyDescription("Both, as kubectl get shows it, such as 1.2Gi (12%).")
            String summary) {}

    /** What the registry holds. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Images(
            @JsonPropertyDescription("How many repositories.")
            Integer repositories,

            @JsonPropertyDescription("How many tags, in all of them.")
            Integer tags) {}

    /** A collection of garbage. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record GarbageCollection(
            @JsonPropertyDescription("When it began, in RFC 3339.")
            String startTime,

            @JsonPropertyDescription("When it ended, in RFC 3339.")
            String time,

            @JsonPropertyDescription("What it was for: Schedule, StorageFull or DryRun.")
            String trigger,

            @JsonPropertyDescription("Succeeded or Failed.") String result,

            @JsonPropertyDescription(
                    "Fingerprint of the rules that have had their dry run. While it is not that of spec.retention, the next collection is one.")
            @Size(max = 64)
            String rules,

            @JsonPropertyDescription("How many tags were deleted; with DryRun: would be.")
            Integer deletedTags,

            @JsonPropertyDescription("How many manifests were deleted; with DryRun: would be.")
            Integer deletedManifests,

            @JsonPropertyDescription("How many bytes were freed; with DryRun: would be.")
            Long freedBytes,

            @JsonPropertyDescription("How many images stayed only because something in the cluster uses them.")
            Integer keptInUse,

            @JsonPropertyDescription("With DryRun: what would be deleted; at most 20.") @Size(max = 20)
            List<String> candidates,

            @JsonPropertyDescription(
                    "Nothing is deleted before this time, in RFC 3339: the registry's gateway was ended at once, as by a power failure, and does not know what was in use in the hour before. Absent where it does.")
            String notBefore,

            @JsonPropertyDescription("What went wrong, or what to do next.") @Size(max = 1024)
            String message) {}
}
