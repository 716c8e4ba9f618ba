package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** The build Pod. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BuilderSpec(
        @JsonPropertyDescription(
                "Resources of the build container. What is not requested has 250m of cpu and 512Mi of memory, what is not limited 4 of cpu, 4Gi of memory and 20Gi of ephemeral-storage, as far as the other allows it.")
        ComputeResources resources,

        @JsonPropertyDescription(
                "How long one build may take, fetch and push included, such as 90s, 30m or 1h30m. Default 1h.")
        @Default("1h")
        @Size(max = 16)
        @ValidationRule(
                value =
                        "self.matches('^([0-9]+h)?([0-9]+m)?([0-9]+s)?$') && size(self) > 0 && duration(self) >= duration('1s') && duration(self) <= duration('24h')",
                message = "timeout must be a duration such as 90s, 30m or 1h30m, from 1s to 24h")
        String timeout,

        @JsonPropertyDescription("RuntimeClass of the build Pod, such as one for Kata or gVisor. Default: none.")
        @Size(min = 1, max = 253)
        String runtimeClassName,

        @JsonPropertyDescription("Labels that a node must have to run builds.") @Size(max = 16)
        Map<String, @Size(max = 63) String> nodeSelector,

        @JsonPropertyDescription("Taints that the build Pod tolerates.") @Size(max = 16)
        List<Toleration> tolerations,

        @JsonPropertyDescription(
                "How BuildKit gets to be root of a user namespace. NestedUserNamespace: without an added capability, under a seccomp profile that the node agent places; Pod Security baseline admits it. UserNamespace: with SYS_ADMIN inside the Pod's own user namespace, under the runtime's default profile. Rootless: for nodes without user namespaces, as a user of the node, without seccomp and AppArmor. The last two need Pod Security privileged. Auto: the first of them, in this order, that the namespace admits and the nodes support. Default Auto.")
        @Default("Auto")
        BuildEngine engine) {}
