package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;

/** How the kubelet finds out how the container of {@code rollout.deployment} fares. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkloadProbes(
        @JsonPropertyDescription(
                "Whether the container can serve. The Service leaves a Pod out that fails it, and a roll-out counts a Pod as available as soon as it passes. Without one a Pod counts as available after it has run for 3 s.")
        Probe readiness,

        @JsonPropertyDescription("Whether the container still works; one that fails it is started again.")
        @ValidationRule(
                value = "!has(self.successThreshold) || self.successThreshold == 1",
                message = "successThreshold of a liveness probe must be 1")
        Probe liveness,

        @JsonPropertyDescription(
                "Whether the container has started; until then the other two are not asked, and one that fails it is started again.")
        @ValidationRule(
                value = "!has(self.successThreshold) || self.successThreshold == 1",
                message = "successThreshold of a startup probe must be 1")
        Probe startup) {

    /** A probe, as Kubernetes has it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "[has(self.httpGet), has(self.tcpSocket), has(self.grpc), has(self.exec)].filter(x, x).size() == 1",
            message = "exactly one of httpGet, tcpSocket, grpc and exec must be set")
    public record Probe(
            @JsonPropertyDescription("Passes when the answer has a status from 200 to 399.")
            HttpGet httpGet,

            @JsonPropertyDescription("Passes when the port takes a connection.")
            TcpSocket tcpSocket,

            @JsonPropertyDescription("Passes when the gRPC health service says SERVING.")
            Grpc grpc,

            @JsonPropertyDescription("Passes when a command in the container ends with exit code 0.")
            Exec exec,

            @JsonPropertyDescription("Seconds from the start of the container to the first probe. Default 0.")
            @Min(0)
            @Max(3600)
            Integer initialDelaySeconds,

            @JsonPropertyDescription("Seconds between probes. Default 10.") @Min(1) @Max(3600)
            Integer periodSeconds,

            @JsonPropertyDescription("Seconds until a probe without an answer has failed. Default 1.")
            @Min(1)
            @Max(3600)
            Integer timeoutSeconds,

            @JsonPropertyDescription(
                    "Passes in a row after a failure until it counts as passed. Default 1; more is for readiness only.")
            @Min(1)
            @Max(100)
            Integer successThreshold,

            @JsonPropertyDescription("Failures in a row until it counts as failed. Default 3.") @Min(1) @Max(1000)
            Integer failureThreshold) {}

    /** A request by HTTP. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HttpGet(
            @JsonPropertyDescription("Path to ask for. Default /.")
            @Default("/")
            @Size(min = 1, max = 1024)
            @Pattern("^/[^\\s]*$")
            String path,

            @JsonPropertyDescription("Number of the container's port, or its name.")
            @Required
            @ValidationRule(
                    value =
                            "type(self) == int ? self >= 1 && self <= 65535 : self.matches('^[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$')",
                    message = "port must be a number from 1 to 65535, or the name of a port")
            IntOrString port,

            @JsonPropertyDescription("HTTP or HTTPS, whose certificate is not looked at. Default HTTP.")
            @Default("HTTP")
            @Pattern("^(HTTP|HTTPS)$")
            String scheme,

            @JsonPropertyDescription("Headers to send.") @Size(max = 16)
            List<Header> httpHeaders) {}

    /** A header of a request. */
    public record Header(
            @JsonPropertyDescription("Its name.") @Required @Size(min = 1, max = 256) @Pattern("^[-A-Za-z0-9]+$")
            String name,

            @JsonPropertyDescription("Its value. Never put a secret here.") @Required @Size(max = 1024)
            String value) {}

    /** A connection by TCP. */
    public record TcpSocket(
            @JsonPropertyDescription("Number of the container's port, or its name.")
            @Required
            @ValidationRule(
                    value =
                            "type(self) == int ? self >= 1 && self <= 65535 : self.matches('^[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$')",
                    message = "port must be a number from 1 to 65535, or the name of a port")
            IntOrString port) {}

    /** A call of the gRPC health service. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Grpc(
            @JsonPropertyDescription("Number of the container's port.") @Required @Min(1) @Max(65535)
            Integer port,

            @JsonPropertyDescription("Service to ask about. Default: the server as a whole.") @Size(max = 256)
            String service) {}

    /** A command in the container. */
    public record Exec(
            @JsonPropertyDescription("The program and its arguments; no shell is started for it.")
            @Required
            @Size(min = 1, max = 64)
            List<@Size(max = 4096) String> command) {}
}
