package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What is true of a {@link LocalRegistry}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LocalRegistryStatus(
        @JsonPropertyDescription("The metadata.generation that this status was computed from.")
        Long observedGeneration,

        @JsonPropertyDescription(
                "Host and port of the registry: the prefix of every image reference, the same for pods and for nodes.")
        String address,

        @JsonPropertyDescription(
                "Secret in this namespace whose key ca.crt holds the CA that signed the registry's certificate.")
        LocalObjectReference caSecretRef,

        @JsonPropertyDescription(
                "Secret in this namespace, of type kubernetes.io/dockerconfigjson, to pull with (imagePullSecrets).")
        LocalObjectReference pullSecretRef,

        @JsonPropertyDescription("The registry's certificate.")
        Certificate certificate,

        @JsonPropertyDescription("Which nodes have proved that they can pull.")
        Nodes nodes,

        @JsonPropertyDescription("Ready, Reconciling, Stalled, Available, CertificateReady and NodesCanPull.")
        @Size(max = 16)
        List<Condition> conditions) {

    /** The registry's certificate. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Certificate(
            @JsonPropertyDescription("When the certificate expires, in RFC 3339.")
            String notAfter,

            @JsonPropertyDescription("When it will be renewed, at two thirds of its life, in RFC 3339.")
            String renewalTime) {}

    /** The proof that nodes can pull. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Nodes(
            @JsonPropertyDescription("Nodes that the canary has to run on.")
            Integer total,

            @JsonPropertyDescription("Nodes on which the canary was pulled from this registry and runs.")
            Integer ready,

            @JsonPropertyDescription("ready/total, as kubectl get shows it.")
            String summary,

            @JsonPropertyDescription("Nodes that cannot pull, with the cause; at most 20.") @Size(max = 20)
            List<FailingNode> failing) {}

    /** A node that cannot pull. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FailingNode(
            @JsonPropertyDescription("Name of the node.") String name,

            @JsonPropertyDescription(
                    "Cause in one word: CertificateNotTrusted, PlainHttp, NameNotResolved, ConnectionRefused, Unauthorized, ImageNotFound or PullFailed.")
            String reason,

            @JsonPropertyDescription("What the node's runtime said, and the next command.") @Size(max = 1024)
            String message) {}
}
