package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A workload that belongs to somebody else, Git for instance: the image of one of its containers is set, nothing more. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RolloutTarget(
        @JsonPropertyDescription("Deployment, StatefulSet, DaemonSet or CronJob.") @Required
        TargetKind kind,

        @JsonPropertyDescription(
                "Name of the workload, in this namespace. It is never made or deleted; the roll-out waits until it is there.")
        @Required
        @Size(min = 1, max = 253)
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        String name,

        @JsonPropertyDescription(
                "Container whose image is set. Default: the only container; required where there are several.")
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        String container) {

    /** Kinds of workloads whose image can be set. */
    public enum TargetKind {
        @JsonProperty("Deployment")
        DEPLOYMENT("Deployment"),
        @JsonProperty("StatefulSet")
        STATEFUL_SET("StatefulSet"),
        @JsonProperty("DaemonSet")
        DAEMON_SET("DaemonSet"),
        @JsonProperty("CronJob")
        CRON_JOB("CronJob");

        private final String kind;

        TargetKind(String kind) {
            this.kind = kind;
        }

        /** The kind as Kubernetes writes it. */
        public String kind() {
            return kind;
        }
    }

    /** Kind and name, as {@code kubectl} takes them. */
    public String workload() {
        return kind.kind() + "/" + name;
    }
}
