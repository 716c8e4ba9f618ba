package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** What the container of {@code rollout.deployment} may do, as the securityContext of a Pod's container says it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContainerSecurity(
        @JsonPropertyDescription("User id to run as. Default: what the image says.") @Min(0)
        Long runAsUser,

        @JsonPropertyDescription("Group id to run as. Default: what the image says.") @Min(0)
        Long runAsGroup,

        @JsonPropertyDescription(
                "True: a container that would run as root, or as a user that the image has by name only, is not started, which the condition RolledOut tells. Default false.")
        Boolean runAsNonRoot,

        @JsonPropertyDescription("True: the container cannot write into its own files. Default false.")
        Boolean readOnlyRootFilesystem,

        @JsonPropertyDescription(
                "False: no program in it gets more rights than the one that started it. Pod Security restricted asks for false. Default true.")
        Boolean allowPrivilegeEscalation,

        @JsonPropertyDescription(
                "True: the container is as much as root on its node. Pod Security baseline refuses it. Default false.")
        Boolean privileged,

        @JsonPropertyDescription(
                "Capabilities that differ from the runtime's. Pod Security restricted asks for drop: [ALL]. Default: the runtime's.")
        Capabilities capabilities,

        @JsonPropertyDescription(
                "Filter of system calls. Pod Security restricted asks for {type: RuntimeDefault}. Default: the kubelet's.")
        Seccomp seccompProfile) {

    /** Capabilities, without their prefix CAP_. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Capabilities(
            @JsonPropertyDescription("Those to add, such as NET_BIND_SERVICE.") @Size(max = 64)
            List<@Pattern("^[A-Z_]{1,63}$") String> add,

            @JsonPropertyDescription("Those to take away, or ALL.") @Size(max = 64)
            List<@Pattern("^[A-Z_]{1,63}$") String> drop) {}

    /** A filter of system calls. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "(self.type == 'Localhost') == has(self.localhostProfile)",
            message = "localhostProfile is for the type Localhost, which needs it")
    public record Seccomp(
            @JsonPropertyDescription("RuntimeDefault, Localhost or Unconfined.")
            @Required
            @Pattern("^(RuntimeDefault|Localhost|Unconfined)$")
            @Size(max = 32)
            String type,

            @JsonPropertyDescription(
                    "Path of the profile below the kubelet's directory for profiles, such as team/app.json.")
            @Size(min = 1, max = 256)
            @ValidationRule(
                    value = "!self.startsWith('/') && !self.split('/').exists(p, p == '..')",
                    message = "localhostProfile must be a relative path without '..'")
            String localhostProfile) {}
}
