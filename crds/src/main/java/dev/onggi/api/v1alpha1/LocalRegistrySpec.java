package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Affinity;
import java.util.List;
import java.util.Map;

/** What a {@link LocalRegistry} shall be. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.external) == has(oldSelf.external)",
        message = "a registry cannot become an external one, nor the reverse: make a second LocalRegistry")
public record LocalRegistrySpec(
        @JsonPropertyDescription(
                "Where the images are kept. The kind of storage cannot be changed later. Default: a claim of 10Gi on the default StorageClass.")
        @Default("{\"persistentVolumeClaim\":{}}")
        RegistryStorage storage,

        @JsonPropertyDescription("How the registry's certificate is made. Default: by the operator's own CA.")
        @Default("{\"selfSigned\":{}}")
        RegistryTls tls,

        @JsonPropertyDescription(
                "Who may use the registry. Default: only users with a password, which the operator makes.")
        @Default("{}")
        Auth auth,

        @JsonPropertyDescription("From where the registry can be used.") @Default("{}")
        RegistryAccess access,

        @JsonPropertyDescription("What is deleted, and when. What anything in the cluster uses is never deleted.")
        @Default("{}")
        RegistryRetention retention,

        @JsonPropertyDescription(
                "Other registries whose images builds get through this one: pulled through and kept, or copied in where there is no way out.")
        @Size(max = 8)
        @ValidationRule(
                value = "self.all(u, self.filter(v, v.host == u.host).size() == 1)",
                message = "each upstream needs a host of its own")
        List<RegistryUpstream> upstreams,

        @JsonPropertyDescription(
                "A registry that somebody else runs, in place of one of the operator's own. Of the other fields only access, publishHosting and suspend mean something then.")
        ExternalRegistry external,

        @JsonPropertyDescription(
                "True: the registry is announced in the ConfigMap kube-public/local-registry-hosting (KEP-1755), which one registry of a cluster can have; an external one too, by its host, without pathPrefix. Default false.")
        @Default("false")
        Boolean publishHosting,

        @JsonPropertyDescription(
                "Resources of the registry's container. Default: the operator's configuration (requests of 20m CPU and 32Mi memory, limit of 512Mi memory).")
        ComputeResources resources,

        @JsonPropertyDescription("Labels that a node must have to run the registry.") @Size(max = 16)
        Map<String, @Size(max = 63) String> nodeSelector,

        @JsonPropertyDescription("Taints that the registry's Pod tolerates.") @Size(max = 16)
        List<Toleration> tolerations,

        @JsonPropertyDescription("Affinity of the registry's Pod, as in a Pod.")
        @PreserveUnknownFields
        @SchemaFrom(type = Object.class)
        Affinity affinity,

        @JsonPropertyDescription(
                "True: the operator changes nothing: no renewal, no rotation, no garbage collection. What is there goes on serving. Default false.")
        @Default("false")
        Boolean suspend) {

    /** Who may use the registry. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Auth(
            @JsonPropertyDescription(
                    "True: push and pull need a user, whose password the operator makes and keeps in Secrets of this namespace. False: whoever reaches the Service can push. Default true.")
            @Default("true")
            Boolean enabled,

            @JsonPropertyDescription(
                    "A text of your choice, such as a date: a new value makes new passwords. The old ones are good for another hour, so that nothing that runs is refused.")
            @Size(max = 64)
            String rotate) {}
}
