package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What runs on the image of an {@link ImageBuild}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RolloutStatus(
        @JsonPropertyDescription("Kind and name of the workload, such as Deployment/hello.")
        String workload,

        @JsonPropertyDescription("Digest that the workload was last set to.")
        String digest,

        @JsonPropertyDescription("Pods that are wanted; absent of a CronJob.")
        Integer replicas,

        @JsonPropertyDescription("Pods that run the newest image; absent of a CronJob.")
        Integer updatedReplicas,

        @JsonPropertyDescription("Pods that are ready; absent of a CronJob.")
        Integer readyReplicas,

        @JsonPropertyDescription(
                "Ready and updated pods of those wanted, as kubectl get shows them; absent of a CronJob.")
        String summary,

        @JsonPropertyDescription(
                "The newest image that all Pods ran and were available with, by digest: a roll-back goes back to it.")
        String goodImage,

        @JsonPropertyDescription(
                "Who goodImage runs as, as in status.image.user; absent where that is not known, or there is none.")
        @Size(max = 256)
        String goodImageUser,

        @JsonPropertyDescription("The image that was taken back; absent where none was.")
        TakenBack takenBack,

        @JsonPropertyDescription("What is known of the workload that rollout.target names; absent without one.")
        Target target,

        @JsonPropertyDescription(
                "How far the Pods of rollout.deployment comply with Pod Security restricted; absent of rollout.target.")
        PodSecurity podSecurity,

        @JsonPropertyDescription(
                "Paths of what rollout.deployment.template says in vain, for another field or the operator decides it; absent where there are none.")
        @Size(max = 16)
        List<String> templateConflicts) {

    /** With another image to go back to, and who it runs as, or null. */
    public RolloutStatus withGoodImage(String other, String otherUser) {
        return new RolloutStatus(
                workload,
                digest,
                replicas,
                updatedReplicas,
                readyReplicas,
                summary,
                other,
                otherUser,
                takenBack,
                target,
                podSecurity,
                templateConflicts);
    }

    /** With the image that was taken back, or null. */
    public RolloutStatus withTakenBack(TakenBack other) {
        return new RolloutStatus(
                workload,
                digest,
                replicas,
                updatedReplicas,
                readyReplicas,
                summary,
                goodImage,
                goodImageUser,
                other,
                target,
                podSecurity,
                templateConflicts);
    }

    /** With what is known of a workload of somebody else. */
    public RolloutStatus with(Target other) {
        return new RolloutStatus(
                workload,
                digest,
                replicas,
                updatedReplicas,
                readyReplicas,
                summary,
                goodImage,
                goodImageUser,
                takenBack,
                other,
                podSecurity,
                templateConflicts);
    }

    /** With how far its Pods comply with Pod Security, and what the template says in vain, or null. */
    public RolloutStatus with(PodSecurity security, List<String> conflicts) {
        return new RolloutStatus(
                workload,
                digest,
                replicas,
                updatedReplicas,
                readyReplicas,
                summary,
                goodImage,
                goodImageUser,
                takenBack,
                target,
                security,
                conflicts);
    }

    /** An image that did not become available and was taken back. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TakenBack(
            @JsonPropertyDescription("Its digest.") String digest,

            @JsonPropertyDescription("The metadata.generation that it was rolled out for; another one tries it anew.")
            Long generation) {}

    /** A workload that belongs to somebody else, of which one image field is set. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Target(
            @JsonPropertyDescription("Container whose image is set.")
            String container,

            @JsonPropertyDescription(
                    "When the roll-out began or last came further, in RFC 3339; rollout.progressDeadline counts from there. Absent while nothing is to come further: the workload is complete, paused, or replaced by hand.")
            String progressTime,

            @JsonPropertyDescription(
                    "When others set the image field to something else, in RFC 3339, of the last ten minutes, newest last.")
            @Size(max = 3)
            List<String> lossTimes,

            @JsonPropertyDescription(
                    "Who keeps taking the image field back; the field is not written any more. Absent where nobody does.")
            Conflict conflict) {}

    /** Another field manager that wants the same field. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Conflict(
            @JsonPropertyDescription("Its name, as metadata.managedFields of the workload has it.") @Size(max = 1024)
            String manager,

            @JsonPropertyDescription("The metadata.generation that gave way; another one tries anew.")
            Long generation) {}
}
