package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** What a {@link LocalRegistry} shall be. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LocalRegistrySpec(
        @JsonPropertyDescription(
                "Where the images are kept. The kind of storage cannot be changed later. Default: a claim of 10Gi on the default StorageClass.")
        @Default("{\"persistentVolumeClaim\":{}}")
        Storage storage,

        @JsonPropertyDescription("How the registry's certificate is made. Default: by the operator's own CA.")
        @Default("{\"selfSigned\":{}}")
        Tls tls,

        @JsonPropertyDescription(
                "Who may use the registry. Default: only users with a password, which the operator makes.")
        @Default("{}")
        Auth auth,

        @JsonPropertyDescription("From where the registry can be reached.") @Default("{}")
        Access access,

        @JsonPropertyDescription(
                "Resources of the registry's container. Default: the operator's configuration (requests of 20m CPU and 32Mi memory, limit of 512Mi memory).")
        ComputeResources resources) {

    /** Where the images are kept: exactly one kind. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.persistentVolumeClaim) != has(self.emptyDir)",
            message = "exactly one of persistentVolumeClaim and emptyDir must be set")
    @ValidationRule(
            value = "has(self.persistentVolumeClaim) == has(oldSelf.persistentVolumeClaim)",
            message =
                    "the kind of storage cannot be changed: make a second LocalRegistry, copy the images, then delete the first")
    public record Storage(
            @JsonPropertyDescription(
                    "A PersistentVolumeClaim that the operator makes; it is deleted with the LocalRegistry.")
            ClaimStorage persistentVolumeClaim,

            @JsonPropertyDescription("A directory that is lost with the registry's Pod: for tests only.")
            EmptyDirStorage emptyDir) {}

    /** A claim that the operator makes. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value =
                    "has(self.storageClassName) == has(oldSelf.storageClassName) && (!has(self.storageClassName) || self.storageClassName == oldSelf.storageClassName)",
            message = "the StorageClass of a claim cannot be changed")
    public record ClaimStorage(
            @JsonPropertyDescription(
                    "Size of the claim, as a Kubernetes quantity such as 10Gi. It can grow where the StorageClass allows it, never shrink. Default 10Gi.")
            @Default("10Gi")
            @ValidationRule(
                    value = "quantity(self).compareTo(quantity(oldSelf)) >= 0",
                    message = "the size of a claim can only grow",
                    messageExpression = "'the size of a claim can only grow: it was ' + oldSelf")
            @Pattern("^[1-9][0-9]*(\\.[0-9]+)?(k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$")
            @Size(max = 20)
            String size,

            @JsonPropertyDescription("StorageClass of the claim. Default: the cluster's default StorageClass.")
            @Size(min = 1, max = 253)
            String storageClassName) {}

    /** A directory on the node, lost with the Pod. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EmptyDirStorage(
            @JsonPropertyDescription("Size at which the kubelet evicts the registry's Pod. Default: no limit.")
            @Pattern("^[1-9][0-9]*(\\.[0-9]+)?(k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$")
            @Size(max = 20)
            String sizeLimit) {}

    /** How the certificate is made. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Tls(
            @JsonPropertyDescription("By the operator's own CA: valid for 90 days, renewed at two thirds of its life.")
            @Required
            SelfSigned selfSigned) {}

    /** A certificate of the operator's own CA: nothing to choose. */
    public record SelfSigned() {}

    /** Who may use the registry. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Auth(
            @JsonPropertyDescription(
                    "True: push and pull need a user, whose password the operator makes and keeps in Secrets of this namespace. False: whoever reaches the Service can push. Default true.")
            @Default("true")
            Boolean enabled) {}

    /** From where the registry can be reached. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Access(
            @JsonPropertyDescription("How nodes pull from the registry.") @Default("{}")
            NodeAccess nodes) {}

    /** How nodes pull. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NodeAccess(
            @JsonPropertyDescription(
                    "HostsConfig: the node agent writes one directory below containerd's config_path, and a canary proves that every node can pull. None: nothing is written to nodes and nothing is proved. Default HostsConfig.")
            @Default("HostsConfig")
            NodeAccessMode mode) {}

    /** The ways in which nodes can be made to pull. */
    public enum NodeAccessMode {
        @JsonProperty("HostsConfig")
        HOSTS_CONFIG,
        @JsonProperty("None")
        NONE
    }
}
