package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

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
                "Number of a build in status.history: its image runs, at once and whatever becomes of the newest build, and what is built later is only pushed, until this field is removed. The way back on purpose, as kubectl rollout undo --to-revision. With a number that status.history does not have nothing changes, and the ImageBuild is Stalled with BuildNotFound and the numbers that there are. Default: the newest image runs.")
        @Min(1)
        Integer toBuild) {}
