package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A directory of the container of {@code rollout.deployment} that comes from elsewhere. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "[has(self.hostPath), has(self.persistentVolumeClaim), has(self.configMap), has(self.secret), has(self.emptyDir)].filter(x, x).size() == 1",
        message = "exactly one of hostPath, persistentVolumeClaim, configMap, secret and emptyDir must be set")
@ValidationRule(
        value =
                "!has(self.populateFromImage) || !self.populateFromImage || has(self.persistentVolumeClaim) || has(self.emptyDir)",
        message = "populateFromImage is for a persistentVolumeClaim or an emptyDir: the others come with their content")
public record WorkloadVolume(
        @JsonPropertyDescription(
                "Name of the volume, different from the others'. Names that begin with onggi- are the operator's.")
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @ValidationRule(
                value = "!self.startsWith('onggi-')",
                message = "names that begin with onggi- are the operator's")
        String name,

        @JsonPropertyDescription(
                "Where the container sees it, such as /data. What the image has there is hidden, as with a bind mount of docker run, unless populateFromImage is true.")
        @Required
        @Size(min = 2, max = 1024)
        @ValidationRule(
                value = "self.startsWith('/') && !self.contains(':') && !self.split('/').exists(p, p == '..')",
                message = "mountPath must be an absolute path without ':' and '..'")
        String mountPath,

        @JsonPropertyDescription("Path inside the volume to take in the place of its root, such as web/files.")
        @Size(min = 1, max = 1024)
        @ValidationRule(
                value = "!self.startsWith('/') && !self.split('/').exists(p, p == '..')",
                message = "subPath must be a relative path without '..'")
        String subPath,

        @JsonPropertyDescription("True: the container cannot write into it. Default false.")
        Boolean readOnly,

        @JsonPropertyDescription(
                "True: as long as the volume is empty it takes what the image has at mountPath, with owners and modes, before the container starts; after that it is the user's, and later images do not change it. That is how a volume of Docker works. Needs image volumes (Kubernetes 1.35, containerd 2.1 or CRI-O 1.31) and a namespace that admits root in an init container (Pod Security baseline). Default false.")
        Boolean populateFromImage,

        @JsonPropertyDescription(
                "A directory or file of the node that the Pod runs on. Pod Security baseline refuses it, which the condition RolledOut tells.")
        HostPath hostPath,

        @JsonPropertyDescription(
                "A claim: with claimName one of this namespace, which is never made or deleted; with size one that is made for this volume, which outlives Pods and roll-outs and is deleted with the ImageBuild.")
        Claim persistentVolumeClaim,

        @JsonPropertyDescription("A ConfigMap of this namespace, a file for each key.")
        Keys configMap,

        @JsonPropertyDescription("A Secret of this namespace, a file for each key.")
        Keys secret,

        @JsonPropertyDescription("An empty directory that goes with the Pod.")
        EmptyDir emptyDir) {

    /** A directory or file of the node. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HostPath(
            @JsonPropertyDescription("Its absolute path on the node.")
            @Required
            @Size(min = 1, max = 1024)
            @ValidationRule(
                    value = "self.startsWith('/') && !self.split('/').exists(p, p == '..')",
                    message = "path must be an absolute path without '..'")
            String path,

            @JsonPropertyDescription(
                    "What has to be there: Directory, DirectoryOrCreate, File, FileOrCreate, Socket, CharDevice or BlockDevice. Default: nothing is looked at.")
            @Pattern("^(Directory|DirectoryOrCreate|File|FileOrCreate|Socket|CharDevice|BlockDevice)$")
            @Size(max = 32)
            String type) {}

    /** A claim that is there, or one to make. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.claimName) != has(self.size)",
            message = "exactly one of claimName (a claim that is there) and size (one to make) must be set")
    @ValidationRule(
            value = "has(self.size) || (!has(self.storageClassName) && !has(self.accessMode))",
            message = "storageClassName and accessMode are for a claim to make: they need size")
    public record Claim(
            @JsonPropertyDescription("Name of a claim that is there. The Pods wait until it is.")
            @Size(min = 1, max = 253)
            @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
            String claimName,

            @JsonPropertyDescription(
                    "Size of a claim to make, such as 1Gi, named after the ImageBuild and the volume (<imagebuild>-volume-<name>). It can grow where the StorageClass allows it, and not shrink.")
            @Pattern("^[1-9][0-9]*(Ki|Mi|Gi|Ti)$")
            @Size(max = 20)
            String size,

            @JsonPropertyDescription(
                    "StorageClass of a claim to make. Default: the cluster's default one. Never changes.")
            @Size(min = 1, max = 253)
            @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
            String storageClassName,

            @JsonPropertyDescription(
                    "Who may use a claim to make: ReadWriteOnce (the Pods of one node; the old Pod ends before the new one starts), ReadWriteOncePod or ReadWriteMany, which few storages have. Default ReadWriteOnce. Never changes.")
            @Pattern("^(ReadWriteOnce|ReadWriteOncePod|ReadWriteMany)$")
            @Size(max = 32)
            String accessMode) {}

    /** A ConfigMap or a Secret. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Keys(
            @JsonPropertyDescription("Name of the object. The Pods wait until it is there, unless it is optional.")
            @Required
            @Size(min = 1, max = 253)
            @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
            String name,

            @JsonPropertyDescription("True: it may be missing. Default false.")
            Boolean optional) {}

    /** A directory that goes with the Pod. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EmptyDir(
            @JsonPropertyDescription(
                    "Memory: in the node's memory, which counts as the container's. Default: on the node's disk.")
            @Pattern("^Memory$")
            @Size(max = 16)
            String medium,

            @JsonPropertyDescription(
                    "How much may be in it, as a Kubernetes quantity; a Pod with more is evicted. Default: no bound.")
            @Pattern("^[1-9][0-9]*(Ki|Mi|Gi|Ti)$")
            @Size(max = 20)
            String sizeLimit) {}
}
