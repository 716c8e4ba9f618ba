package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Where a registry keeps its images: exactly one kind. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "[has(self.persistentVolumeClaim), has(self.existingClaim), has(self.emptyDir), has(self.s3)].filter(set, set).size() == 1",
        message = "exactly one of persistentVolumeClaim, existingClaim, emptyDir and s3 must be set")
@ValidationRule(
        value =
                "has(self.persistentVolumeClaim) == has(oldSelf.persistentVolumeClaim) && has(self.existingClaim) == has(oldSelf.existingClaim) && has(self.emptyDir) == has(oldSelf.emptyDir) && has(self.s3) == has(oldSelf.s3)",
        message =
                "the kind of storage cannot be changed: make a second LocalRegistry, copy the images, then delete the first")
public record RegistryStorage(
        @JsonPropertyDescription(
                "A PersistentVolumeClaim that the operator makes; it is deleted with the LocalRegistry.")
        Claim persistentVolumeClaim,

        @JsonPropertyDescription(
                "A PersistentVolumeClaim that is there already, in the namespace of the LocalRegistry; it stays when the LocalRegistry is deleted.")
        ExistingClaim existingClaim,

        @JsonPropertyDescription("A directory that is lost with the registry's Pod: for tests only.")
        EmptyDir emptyDir,

        @JsonPropertyDescription("A bucket of an S3 server. It is never deleted by the operator.")
        S3 s3) {

    /**
     * A claim that the operator makes. The size has no default in the schema: an object that may be empty must hold
     * nothing but what was applied, or server-side apply, taking a default back, makes null of it.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value =
                    "has(self.storageClassName) == has(oldSelf.storageClassName) && (!has(self.storageClassName) || self.storageClassName == oldSelf.storageClassName)",
            message = "the StorageClass of a claim cannot be changed")
    @ValidationRule(
            value =
                    "quantity(has(self.size) ? self.size : '10Gi').compareTo(quantity(has(oldSelf.size) ? oldSelf.size : '10Gi')) >= 0",
            message = "the size of a claim can only grow",
            messageExpression =
                    "'the size of a claim can only grow: it was ' + (has(oldSelf.size) ? oldSelf.size : '10Gi')")
    public record Claim(
            @JsonPropertyDescription(
                    "Size of the claim, as a Kubernetes quantity such as 10Gi. It can grow where the StorageClass allows it, never shrink. Default 10Gi.")
            @Pattern("^[1-9][0-9]*(\\.[0-9]+)?(k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$")
            @Size(max = 20)
            String size,

            @JsonPropertyDescription("StorageClass of the claim. Default: the cluster's default StorageClass.")
            @Size(min = 1, max = 253)
            String storageClassName) {}

    /** A claim of the user's. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(value = "self.name == oldSelf.name", message = "the claim cannot be changed")
    public record ExistingClaim(
            @JsonPropertyDescription("Name of the PersistentVolumeClaim, in the namespace of the LocalRegistry.")
            @Required
            @Size(min = 1, max = 253)
            String name) {}

    /** A directory on the node, lost with the Pod. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EmptyDir(
            @JsonPropertyDescription("Size at which the kubelet evicts the registry's Pod. Default: no limit.")
            @Pattern("^[1-9][0-9]*(\\.[0-9]+)?(k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$")
            @Size(max = 20)
            String sizeLimit) {}

    /** A bucket. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value =
                    "self.bucket == oldSelf.bucket && has(self.prefix) == has(oldSelf.prefix) && (!has(self.prefix) || self.prefix == oldSelf.prefix)",
            message = "the bucket and the prefix cannot be changed: the images would be left behind")
    public record S3(
            @JsonPropertyDescription("Name of the bucket, which must exist.")
            @Required
            @Pattern("^[a-z0-9][a-z0-9.-]*[a-z0-9]$")
            @Size(min = 3, max = 63)
            String bucket,

            @JsonPropertyDescription(
                    "Region of the bucket. Default us-east-1, which servers other than Amazon's accept.")
            @Default("us-east-1")
            @Pattern("^[a-z0-9-]+$")
            @Size(min = 1, max = 63)
            String region,

            @JsonPropertyDescription(
                    "URL of the S3 server, such as https://minio.storage.svc:9000, without a path. Default: Amazon S3 of the region.")
            @Pattern("^https?://[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?$")
            @Size(max = 300)
            String endpoint,

            @JsonPropertyDescription("Prefix of every object's name, such as team-a. Default: none.")
            @Pattern("^([a-zA-Z0-9_-]+(/[a-zA-Z0-9_-]+)*)?$")
            @Size(max = 200)
            String prefix,

            @JsonPropertyDescription(
                    "Secret with the keys accessKeyId and secretAccessKey. An identity of the node is not used: every Pod there has it.")
            @Required
            LocalObjectReference secretRef,

            @JsonPropertyDescription(
                    "Secret whose key ca.crt holds the CA of the S3 server. Default: the public CAs that the registry's image knows.")
            LocalObjectReference caRef) {}
}
