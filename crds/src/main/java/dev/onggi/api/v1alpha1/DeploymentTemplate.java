package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * A Deployment that the operator owns. Nothing in it has a default in the schema: an object that may be empty must hold
 * nothing but what was applied, or server-side apply, taking a default back, makes null of it.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.service) || (has(self.ports) && size(self.ports) > 0)",
        message = "service needs ports: it is made for those")
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
        List<WorkloadPort> ports,

        @JsonPropertyDescription("The Service for the ports.")
        WorkloadPort.WorkloadService service,

        @JsonPropertyDescription("Environment of the container.") @Size(max = 128)
        List<WorkloadEnv> env,

        @JsonPropertyDescription(
                "ConfigMaps and Secrets of this namespace whose keys become variables; env goes before them, and of several the last one. Running Pods do not see them change.")
        @Size(max = 32)
        List<WorkloadEnv.From> envFrom,

        @JsonPropertyDescription("Directories of the container that come from elsewhere.")
        @Size(max = 32)
        @ValidationRule(
                value = "self.all(v, self.exists_one(w, w.name == v.name))",
                message = "each volume needs a name of its own")
        @ValidationRule(
                value = "self.all(v, self.exists_one(w, w.mountPath == v.mountPath))",
                message = "each volume needs a mountPath of its own")
        List<WorkloadVolume> volumes,

        @JsonPropertyDescription("Resources of the container. Default: none.")
        ComputeResources resources,

        @JsonPropertyDescription("How the kubelet finds out whether the container has started, works and can serve.")
        WorkloadProbes probes,

        @JsonPropertyDescription(
                "What the container may do; it takes the place of the default as a whole. Default: what Pod Security restricted asks for, {runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}, where the image runs as a user other than root, by its number (status.image.user). Of one that has its user by name, all but runAsNonRoot, which no kubelet could verify; of one that runs as root, seccompProfile alone; where the user is not known, nothing. status.rollout.podSecurity says how far the Pods comply.")
        ContainerSecurity securityContext,

        @JsonPropertyDescription("ServiceAccount of this namespace that the Pods run under. Default: default.")
        @Size(min = 1, max = 253)
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        String serviceAccountName,

        @JsonPropertyDescription(
                "RuntimeClass of the Pods, such as one for Kata or gVisor. Default: the cluster's own runtime.")
        @Size(min = 1, max = 253)
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        String runtimeClassName,

        @JsonPropertyDescription(
                "What has no field of its own here: a part of the Deployment's spec.template. Lists of containers, volumes, variables, mounts and ports are merged by their keys. What a field here or the operator says of the same thing stays, and status.rollout.templateConflicts and the event TemplateConflict name its path. What the API server does not take makes the ImageBuild Stalled with Rejected and its words. Default: nothing.")
        WorkloadTemplate template) {}
