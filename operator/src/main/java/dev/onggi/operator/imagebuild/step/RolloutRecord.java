package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.ImageBuildStatus.Rollout;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.Objects;
import java.util.Optional;

/** Writes what a Deployment says of itself into the status; what was good and what was taken back stays as it was. */
final class RolloutRecord {

    private RolloutRecord() {}

    static Rollout of(BuildContext context, Progress progress, RolloutChoice.Image choice, Deployment deployment) {
        var status = Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
        var wanted = Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 0);
        var updated = Objects.requireNonNullElse(status.getUpdatedReplicas(), 0);
        var ready = Objects.requireNonNullElse(status.getReadyReplicas(), 0);
        int old = Objects.requireNonNullElse(status.getReplicas(), 0) - updated;
        var before = Optional.ofNullable(progress.rollout());
        return new Rollout(
                RollOut.workload(context),
                choice.digest(),
                wanted,
                updated,
                ready,
                readyAndUpdated(ready, old) + "/" + wanted,
                before.map(Rollout::goodImage).orElse(null),
                before.map(Rollout::takenBack).orElse(null));
    }

    /** At least so many: the Deployment does not tell which of its ready Pods are old ones. */
    private static int readyAndUpdated(int ready, int old) {
        return Math.max(0, ready - Math.max(0, old));
    }
}
