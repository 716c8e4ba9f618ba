package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.RolloutStatus;
import dev.onggi.api.v1alpha1.RolloutStatus.Target;
import dev.onggi.operator.rollout.RolloutState;
import dev.onggi.operator.rollout.RolloutState.Pods;
import java.util.Optional;

/** Writes what a workload says of itself into the status; what was good and what was taken back stays as it was. */
final class RolloutRecord {

    private RolloutRecord() {}

    static RolloutStatus of(Progress progress, RolloutChoice.Image choice, RolloutState state, Target target) {
        var before = Optional.ofNullable(progress.rollout());
        return new RolloutStatus(
                state.workload(),
                choice.digest(),
                state.pods().map(Pods::wanted).orElse(null),
                state.pods().map(Pods::updated).orElse(null),
                state.pods().map(Pods::ready).orElse(null),
                state.pods()
                        .map(pods -> pods.readyAndUpdated() + "/" + pods.wanted())
                        .orElse(null),
                before.map(RolloutStatus::goodImage).orElse(null),
                before.map(RolloutStatus::goodImageUser).orElse(null),
                before.map(RolloutStatus::takenBack).orElse(null),
                target,
                null,
                null);
    }
}
