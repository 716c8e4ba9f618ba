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
import java.util.List;

/** What shall run on the image. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.deployment) != has(self.target)",
        message = "exactly one of rollout.deployment and rollout.target must be set")
@ValidationRule(
        value = "!has(self.serviceAccountName) || has(self.target)",
        message =
                "rollout.serviceAccountName is the account that sets the image of rollout.target; with rollout.deployment there is none")
public record RolloutSpec(
        @JsonPropertyDescription(
                "A Deployment of this ImageBuild's own, with the same name, and a Service for its ports.")
        DeploymentTemplate deployment,

        @JsonPropertyDescription(
                "A workload of somebody else, Git for instance, in this namespace: the image of one of its containers is set by server-side apply, under the field manager onggi-rollout, and nothing else of it is written. Exactly one of deployment and target must be set.")
        RolloutTarget target,

        @JsonPropertyDescription(
                "ServiceAccount of this namespace in whose name the image of target is set: nobody changes through an ImageBuild what that account may not change. It needs the verb patch on the workload; without it the ImageBuild is Stalled with RolloutForbidden and the commands that grant it. Default: default.")
        @Size(min = 1, max = 253)
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        String serviceAccountName,

        @JsonPropertyDescription(
                "How long a new image may take to become available before the roll-out counts as failed, such as 2m. Default 10m.")
        @Default("10m")
        @Size(max = 16)
        @ValidationRule(
                value =
                        "self.matches('^([0-9]+h)?([0-9]+m)?([0-9]+s)?$') && size(self) > 0 && duration(self) >= duration('5s') && duration(self) <= duration('24h')",
                message = "progressDeadline must be a duration such as 90s, 10m or 1h, from 5s to 24h")
        String progressDeadline,

        @JsonPropertyDescription(
                "True: an image that is not available within progressDeadline is taken back, and the newest one that all Pods ran and were available with runs again; the bad one is tried anew when the spec or the source changes. False: it stays. Default true.")
        @Default("true")
        Boolean rollback,

        @JsonPropertyDescription(
                "Number of a build in status.history: its image runs, and what is built later is only pushed, until this field is removed. The way back on purpose, as kubectl rollout undo --to-revision. Default: the newest image runs.")
        @Min(1)
        Integer toBuild) {

    /**
     * A Deployment that the operator owns. Nothing in it has a default in the schema: an object that may be empty must hold
     * nothing but what was applied, or server-side apply, taking a default back, makes null of it.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DeploymentTemplate(
            @JsonPropertyDescription(
                    "How many Pods. Default 1, and then whatever kubectl scale or an autoscaler makes of it.")
            @Min(0)
            Integer replicas,

            @JsonPropertyDescription(
                    "Ports of the container; where there is one, a Service with the ImageBuild's name is made for them.")
            @Size(max = 16)
            @ValidationRule(
                    value = "size(self) <= 1 || self.all(p, has(p.name))",
                    message = "each port needs a name where there are several")
            List<Port> ports,

            @JsonPropertyDescription("Environment of the container.") @Size(max = 128)
            List<EnvVar> env,

            @JsonPropertyDescription("Resources of the container. Default: none.")
            ComputeResources resources) {}

    /** A port of the container, and of the Service. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Port(
            @JsonPropertyDescription("Name of the port. Required where there are several.")
            @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
            @Size(max = 15)
            String name,

            @JsonPropertyDescription("Port that the container listens on, 1 to 65535.") @Required @Min(1) @Max(65535)
            Integer containerPort,

            @JsonPropertyDescription("Port of the Service, 1 to 65535. Default: the container's.") @Min(1) @Max(65535)
            Integer servicePort,

            @JsonPropertyDescription("TCP, UDP or SCTP. Default TCP.") @Default("TCP") @Pattern("^(TCP|UDP|SCTP)$")
            String protocol) {}

    /** A variable of the container's environment. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "!(has(self.value) && has(self.valueFrom))",
            message = "at most one of value and valueFrom can be set")
    public record EnvVar(
            @JsonPropertyDescription("Name of the variable.") @Required @Size(min = 1, max = 253)
            String name,

            @JsonPropertyDescription("Its value.") @Size(max = 32768)
            String value,

            @JsonPropertyDescription("Where its value comes from.")
            EnvVarSource valueFrom) {}

    /** Where the value of a variable comes from. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.secretKeyRef) != has(self.configMapKeyRef)",
            message = "exactly one of secretKeyRef and configMapKeyRef must be set")
    public record EnvVarSource(
            @JsonPropertyDescription("A key of a Secret in this namespace.")
            KeyReference secretKeyRef,

            @JsonPropertyDescription("A key of a ConfigMap in this namespace.")
            KeyReference configMapKeyRef) {}

    /** A key of a Secret or ConfigMap. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record KeyReference(
            @JsonPropertyDescription("Name of the object.") @Required @Size(min = 1, max = 253)
            String name,

            @JsonPropertyDescription("Key in the object.") @Required @Size(min = 1, max = 253)
            String key,

            @JsonPropertyDescription("True: the variable is left out where object or key is missing. Default false.")
            Boolean optional) {}
}
