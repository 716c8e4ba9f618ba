package dev.onggi.operator.rollout;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.Objects;
import java.util.Optional;

/**
 * What a workload says of its roll-out.
 *
 * @param workload kind and name, such as Deployment/hello
 * @param progress how far it is
 * @param refusal why the API server refuses to make its Pods, in its own words; empty where it makes them
 * @param pods its Pods; empty for a CronJob, which has none between its runs
 */
public record RolloutState(String workload, RolloutProgress progress, Optional<String> refusal, Optional<Pods> pods) {

    /**
     * The Pods of a workload.
     *
     * @param wanted how many there shall be
     * @param updated how many run the newest template
     * @param ready how many are ready
     * @param all how many there are
     */
    public record Pods(int wanted, int updated, int ready, int all) {

        /** Pods that are ready and updated: at least so many, for no workload tells which of its ready Pods are old ones. */
        public int readyAndUpdated() {
            return Math.max(0, ready - Math.max(0, all - updated));
        }
    }

    /** The state of a workload as the API server has it. */
    public static RolloutState of(HasMetadata workload) {
        return new RolloutState(
                workload.getKind() + "/" + workload.getMetadata().getName(),
                progress(workload),
                refusal(workload),
                pods(workload));
    }

    /** With another judgement of its progress. */
    public RolloutState with(RolloutProgress other) {
        return new RolloutState(workload, other, refusal, pods);
    }

    private static RolloutProgress progress(HasMetadata workload) {
        return switch (workload) {
            case Deployment deployment -> RolloutProgress.of(deployment);
            case StatefulSet statefulSet -> ReplicaProgress.of(statefulSet);
            case DaemonSet daemonSet -> ReplicaProgress.of(daemonSet);
            // its next run has the image
            default -> new RolloutProgress.Complete();
        };
    }

    /** Of a Deployment alone: the other kinds tell of it in events only. Where all new Pods were made, it is old news. */
    private static Optional<String> refusal(HasMetadata workload) {
        if (!(workload instanceof Deployment deployment) || deployment.getStatus() == null) {
            return Optional.empty();
        }
        var pods = pods(workload).orElseThrow();
        return deployment.getStatus().getConditions().stream()
                .filter(condition -> "ReplicaFailure".equals(condition.getType())
                        && "True".equals(condition.getStatus())
                        && pods.updated() < pods.wanted())
                .map(DeploymentCondition::getMessage)
                .findFirst();
    }

    private static Optional<Pods> pods(HasMetadata workload) {
        return switch (workload) {
            case Deployment deployment -> {
                var status = Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
                yield Optional.of(new Pods(
                        number(deployment.getSpec().getReplicas()),
                        number(status.getUpdatedReplicas()),
                        number(status.getReadyReplicas()),
                        number(status.getReplicas())));
            }
            case StatefulSet statefulSet -> {
                var status = Objects.requireNonNullElseGet(statefulSet.getStatus(), StatefulSetStatus::new);
                yield Optional.of(new Pods(
                        number(statefulSet.getSpec().getReplicas()),
                        number(status.getUpdatedReplicas()),
                        number(status.getReadyReplicas()),
                        number(status.getReplicas())));
            }
            case DaemonSet daemonSet -> {
                var status = Objects.requireNonNullElseGet(daemonSet.getStatus(), DaemonSetStatus::new);
                yield Optional.of(new Pods(
                        number(status.getDesiredNumberScheduled()),
                        number(status.getUpdatedNumberScheduled()),
                        number(status.getNumberReady()),
                        number(status.getCurrentNumberScheduled())));
            }
            default -> Optional.empty();
        };
    }

    private static int number(Integer value) {
        return value == null ? 0 : value;
    }
}
