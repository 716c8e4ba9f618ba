package dev.onggi.operator.rollout;

import dev.onggi.operator.model.Count;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateStatefulSetStrategy;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategy;
import java.util.Objects;
import java.util.Optional;

/**
 * How far the roll-out of a StatefulSet or a DaemonSet is, by the whole rule of {@code kubectl rollout status}
 * (https://github.com/kubernetes/kubectl/blob/master/pkg/polymorphichelpers/rollout_status.go). Neither knows a deadline.
 * With the strategy OnDelete, of which that command will not tell, the roll-out is complete when all Pods are updated.
 */
final class ReplicaProgress {

    private static final String ON_DELETE = "OnDelete";

    private ReplicaProgress() {}

    static RolloutProgress of(StatefulSet set) {
        var status = Objects.requireNonNullElseGet(set.getStatus(), StatefulSetStatus::new);
        if (isNotObserved(status.getObservedGeneration(), set.getMetadata().getGeneration())) {
            return new RolloutProgress.Progressing("waiting for the StatefulSet's new spec to be observed");
        }
        int wanted = number(set.getSpec().getReplicas());
        int ready = number(status.getReadyReplicas());
        int updated = number(status.getUpdatedReplicas());
        var strategy = Optional.ofNullable(set.getSpec().getUpdateStrategy());
        var isOnDelete = strategy.map(StatefulSetUpdateStrategy::getType)
                .filter(ON_DELETE::equals)
                .isPresent();
        // a Pod with an ordinal below the partition is left as it is, which is what whoever set it wants
        int partition = strategy.map(StatefulSetUpdateStrategy::getRollingUpdate)
                .map(RollingUpdateStatefulSetStrategy::getPartition)
                .orElse(0);
        if (updated < wanted - partition) {
            return waiting(updated, Math.max(0, wanted - partition), isOnDelete, "StatefulSet");
        }
        return ready < wanted
                ? new RolloutProgress.Progressing(Count.part(ready, wanted, "pod", "is", "are") + " ready")
                : new RolloutProgress.Complete();
    }

    static RolloutProgress of(DaemonSet set) {
        var status = Objects.requireNonNullElseGet(set.getStatus(), DaemonSetStatus::new);
        if (isNotObserved(status.getObservedGeneration(), set.getMetadata().getGeneration())) {
            return new RolloutProgress.Progressing("waiting for the DaemonSet's new spec to be observed");
        }
        int wanted = number(status.getDesiredNumberScheduled());
        int updated = number(status.getUpdatedNumberScheduled());
        int available = number(status.getNumberAvailable());
        if (updated < wanted) {
            var isOnDelete = set.getSpec().getUpdateStrategy() != null
                    && ON_DELETE.equals(set.getSpec().getUpdateStrategy().getType());
            return waiting(updated, wanted, isOnDelete, "DaemonSet");
        }
        return available < wanted
                ? new RolloutProgress.Progressing(Count.part(available, wanted, "pod", "is", "are") + " available")
                : new RolloutProgress.Complete();
    }

    private static RolloutProgress waiting(int updated, int wanted, boolean isOnDelete, String kind) {
        var waiting = Count.part(updated, wanted, "new pod", "has", "have") + " been made";
        return isOnDelete
                ? new RolloutProgress.Resting(waiting
                        + ", and the updateStrategy of the %s is OnDelete: each follows when somebody deletes the pod before it"
                                .formatted(kind))
                : new RolloutProgress.Progressing(waiting);
    }

    private static boolean isNotObserved(Long observed, Long generation) {
        return (observed == null ? 0 : observed) < (generation == null ? 0 : generation);
    }

    private static int number(Integer value) {
        return value == null ? 0 : value;
    }
}
