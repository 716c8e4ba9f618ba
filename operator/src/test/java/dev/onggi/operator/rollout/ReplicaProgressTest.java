package dev.onggi.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.rollout.RolloutProgress.Complete;
import dev.onggi.operator.rollout.RolloutProgress.Progressing;
import dev.onggi.operator.rollout.RolloutProgress.Resting;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class ReplicaProgressTest {

    @Test
    void shouldWaitUntilTheNewSpecIsObserved() {
        assertThat(statefulSet("RollingUpdate}", 1, 3, 3))
                .isEqualTo(new Progressing("waiting for the StatefulSet's new spec to be observed"));
        assertThat(daemonSet("RollingUpdate", 1, 3, 3))
                .isEqualTo(new Progressing("waiting for the DaemonSet's new spec to be observed"));
    }

    @Test
    void shouldWaitForUpdatedPodsThenForReadyOnes() {
        assertThat(statefulSet("RollingUpdate}", 2, 1, 3)).isEqualTo(new Progressing("1 of 3 new pods has been made"));
        assertThat(statefulSet("RollingUpdate}", 2, 3, 2)).isEqualTo(new Progressing("2 of 3 pods are ready"));
        assertThat(statefulSet("RollingUpdate}", 2, 3, 3)).isEqualTo(new Complete());
        assertThat(daemonSet("RollingUpdate", 2, 2, 3)).isEqualTo(new Progressing("2 of 3 new pods have been made"));
        assertThat(daemonSet("RollingUpdate", 2, 3, 0)).isEqualTo(new Progressing("0 of 3 pods are available"));
        assertThat(daemonSet("RollingUpdate", 2, 3, 3)).isEqualTo(new Complete());
    }

    @Test
    void shouldBeCompleteAbovePartitionAlone() {
        assertThat(statefulSet("RollingUpdate, rollingUpdate: {partition: 2}}", 2, 0, 3))
                .isEqualTo(new Progressing("0 of 1 new pod has been made"));
        assertThat(statefulSet("RollingUpdate, rollingUpdate: {partition: 2}}", 2, 1, 3))
                .isEqualTo(new Complete());
    }

    @Test
    void shouldRestWhenPodsAreReplacedByHand() {
        assertThat(statefulSet("OnDelete}", 2, 1, 3))
                .isEqualTo(
                        new Resting(
                                "1 of 3 new pods has been made, and the updateStrategy of the StatefulSet is OnDelete: each follows when somebody deletes the pod before it"));
        assertThat(daemonSet("OnDelete", 2, 0, 3)).isInstanceOf(Resting.class);
        assertThat(daemonSet("OnDelete", 2, 3, 3)).isEqualTo(new Complete());
    }

    private static RolloutProgress statefulSet(String strategy, int observed, int updated, int ready) {
        return ReplicaProgress.of(
                Serialization.unmarshal("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {generation: 2}
                spec: {replicas: 3, updateStrategy: {type: %s}
                status: {observedGeneration: %d, replicas: 3, updatedReplicas: %d, readyReplicas: %d}
                """.formatted(strategy, observed, updated, ready), StatefulSet.class));
    }

    private static RolloutProgress daemonSet(String strategy, int observed, int updated, int available) {
        return ReplicaProgress.of(
                Serialization.unmarshal("""
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {generation: 2}
                spec: {updateStrategy: {type: %s}}
                status: {observedGeneration: %d, desiredNumberScheduled: 3, updatedNumberScheduled: %d, numberAvailable: %d}
                """.formatted(strategy, observed, updated, available), DaemonSet.class));
    }
}
