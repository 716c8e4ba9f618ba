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

/** A port of the container of {@code rollout.deployment}, and of its Service. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkloadPort(
        @JsonPropertyDescription("Name of the port. Required where there are several.")
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(max = 15)
        String name,

        @JsonPropertyDescription("Port that the container listens on, 1 to 65535.") @Required @Min(1) @Max(65535)
        Integer containerPort,

        @JsonPropertyDescription("Port of the Service, 1 to 65535. Default: the container's.") @Min(1) @Max(65535)
        Integer servicePort,

        @JsonPropertyDescription(
                "Port of the node that leads to the container, 1 to 65535, as docker run -p: one Pod a node can have it, and Pod Security baseline refuses it. Of a single Pod the old one ends before the new one starts. Default: none.")
        @Min(1)
        @Max(65535)
        Integer hostPort,

        @JsonPropertyDescription("TCP, UDP or SCTP. Default TCP.") @Default("TCP") @Pattern("^(TCP|UDP|SCTP)$")
        String protocol) {

    /** The Service for the ports. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WorkloadService(
            @JsonPropertyDescription(
                    "ClusterIP: reached from inside the cluster. NodePort: also by a port of every node. LoadBalancer: also by an address of the cloud's. Default ClusterIP.")
            ServiceType type) {}

    /** How a Service is reached. */
    public enum ServiceType {
        @JsonProperty("ClusterIP")
        CLUSTER_IP("ClusterIP"),
        @JsonProperty("NodePort")
        NODE_PORT("NodePort"),
        @JsonProperty("LoadBalancer")
        LOAD_BALANCER("LoadBalancer");

        private final String text;

        ServiceType(String text) {
            this.text = text;
        }

        /** The type as Kubernetes writes it. */
        public String text() {
            return text;
        }
    }
}
