package dev.onggi.operator.rollout;

import dev.onggi.operator.model.Count;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.Objects;

/**
 * How far a Deployment's roll-out is, by the whole rule of {@code kubectl rollout status}
 * (https://github.com/kubernetes/kubectl/blob/master/pkg/polymorphichelpers/rollout_status.go): ready Pods alone prove
 * nothing, for they may be old ones.
 */
public sealed interface RolloutProgress {

    /** All Pods run the newest template and are available. */
    record Complete() implements RolloutProgress {}

    /** The roll-out goes on; the message says what it waits for. */
    record Progressing(String message) implements RolloutProgress {}

    /** The roll-out goes on when somebody lets it, and no clock runs meanwhile; the message says what it waits for. */
    record Resting(String message) implements RolloutProgress {}

    /** The roll-out took longer than its deadline. It goes on nevertheless, and may still complete. */
    record DeadlineExceeded(String message) implements RolloutProgress {}

    /** The progress of a Deployment as the API server has it. */
    static RolloutProgress of(Deployment deployment) {
        var status = Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
        if (number(status.getObservedGeneration())
                < number(deployment.getMetadata().getGeneration())) {
            return new Progressing("waiting for the Deployment's new spec to be observed");
        }
        int wanted = number(deployment.getSpec().getReplicas());
        int updated = number(status.getUpdatedReplicas());
        int all = number(status.getReplicas());
        int available = number(status.getAvailableReplicas());
        var waiting = waiting(wanted, updated, all, available);
        if (waiting == null) {
            return new Complete();
        }
        if (Boolean.TRUE.equals(deployment.getSpec().getPaused())) {
            return new Resting(waiting + ", and the Deployment is paused; see kubectl rollout resume");
        }
        return hasExceededDeadline(status) ? new DeadlineExceeded(waiting) : new Progressing(waiting);
    }

    private static String waiting(int wanted, int updated, int all, int available) {
        if (updated < wanted) {
            return Count.part(updated, wanted, "new pod", "has", "have") + " been made";
        }
        if (all > updated) {
            return Count.of(all - updated, "old pod") + Count.verb(all - updated, " is", " are") + " still to end";
        }
        return available < updated ? Count.part(available, updated, "new pod", "is", "are") + " available" : null;
    }

    private static boolean hasExceededDeadline(DeploymentStatus status) {
        return status.getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Progressing")
                        && "ProgressDeadlineExceeded".equals(condition.getReason()));
    }

    private static int number(Integer value) {
        return value == null ? 0 : value;
    }

    private static long number(Long value) {
        return value == null ? 0 : value;
    }
}
