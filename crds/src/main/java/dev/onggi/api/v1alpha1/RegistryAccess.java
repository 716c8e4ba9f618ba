package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** From where a registry can be used. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegistryAccess(
        @JsonPropertyDescription(
                "Other namespaces whose ImageBuilds may use this registry, and that get Secrets to push and pull with. They can push below <their namespace>/ only. Default: none but the registry's own.")
        NamespaceSelector namespaces,

        @JsonPropertyDescription("How nodes pull from the registry.") @Default("{}")
        Nodes nodes) {

    /** Selects namespaces by their labels; {@code kubernetes.io/metadata.name} is the label with the name. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NamespaceSelector(
            @JsonPropertyDescription(
                    "Labels that a namespace must have, all of them. An empty selector selects every namespace.")
            @Size(max = 16)
            Map<String, @Size(max = 63) String> matchLabels,

            @JsonPropertyDescription("Conditions on the labels of a namespace, all of which must hold.") @Size(max = 16)
            List<Requirement> matchExpressions) {}

    /** A condition on one label. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "(self.operator in ['In', 'NotIn']) == (has(self.values) && size(self.values) > 0)",
            message = "In and NotIn need values, Exists and DoesNotExist take none")
    public record Requirement(
            @JsonPropertyDescription("Key of the label.") @Required @Size(min = 1, max = 317)
            String key,

            @JsonPropertyDescription("In, NotIn, Exists or DoesNotExist.")
            @Required
            @Pattern("^(In|NotIn|Exists|DoesNotExist)$")
            String operator,

            @JsonPropertyDescription("Values, with In and NotIn.") @Size(max = 64)
            List<@Size(max = 63) String> values) {}

    /** How nodes pull. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.mode) && self.mode == 'External' ? has(self.externalHost) : !has(self.externalHost)",
            message = "externalHost belongs to mode External, which needs it")
    public record Nodes(
            @JsonPropertyDescription(
                    "Auto: on each node the first of HostsConfig and LoopbackProxy that works there. HostsConfig: the node agent writes one directory below the directory that the container runtime reads. LoopbackProxy: a Pod on each node listens on 127.0.0.1 and forwards to the registry. NodePort: nodes pull through localhost and a node port, which is open on every interface. External: by a name and certificate that are known outside of the cluster. None: nothing is written to nodes and nothing is proved. With every mode but None a canary proves that every node can pull. Default Auto.")
            @Default("Auto")
            Mode mode,

            @JsonPropertyDescription(
                    "Port on the node, for LoopbackProxy and NodePort. Default: derived from the resource's UID (LoopbackProxy), chosen by Kubernetes (NodePort).")
            @Min(1024)
            @Max(65535)
            Integer port,

            @JsonPropertyDescription(
                    "With mode External: host, and port where it is not 443, by which nodes reach the registry, with a certificate that they trust.")
            @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?$")
            @Size(max = 253)
            String externalHost) {}

    /** The ways in which nodes can be made to pull. */
    public enum Mode {
        @JsonProperty("Auto")
        AUTO,
        @JsonProperty("HostsConfig")
        HOSTS_CONFIG,
        @JsonProperty("LoopbackProxy")
        LOOPBACK_PROXY,
        @JsonProperty("NodePort")
        NODE_PORT,
        @JsonProperty("External")
        EXTERNAL,
        @JsonProperty("None")
        NONE
    }
}
