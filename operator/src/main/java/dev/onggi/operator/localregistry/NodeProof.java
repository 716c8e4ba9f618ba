package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistryStatus.FailingNode;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.Nodes;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * How far the proof is that nodes can pull.
 *
 * @param current whether the counts are those of the newest canary; while it is being replaced they are not
 * @param total nodes that the canary has to run on
 * @param ready nodes that have pulled it
 * @param failing nodes that cannot, in the order of their names
 * @param silent nodes that have pulled it and do not answer the cluster now, in the order of their names
 */
record NodeProof(boolean current, int total, int ready, List<FailingNode> failing, List<String> silent) {

    /** So many failing nodes the status can hold. */
    private static final int MAX_FAILING = 20;

    private static final int MAX_MESSAGE = 1024;

    /** The proof before there is a canary. */
    static final NodeProof NONE = new NodeProof(false, 0, 0, List.of());

    /** A proof from nodes that all answer. */
    NodeProof(boolean current, int total, int ready, List<FailingNode> failing) {
        this(current, total, ready, failing, List.of());
    }

    /**
     * Reads the proof from a canary and its Pods.
     *
     * @param agentNamespace namespace of the node agent, for the advice
     */
    static NodeProof of(DaemonSet canary, List<Pod> pods, String agentNamespace) {
        var status = Objects.requireNonNullElseGet(canary.getStatus(), DaemonSetStatus::new);
        int total = number(status.getDesiredNumberScheduled());
        boolean current = status.getObservedGeneration() != null
                && status.getObservedGeneration() >= canary.getMetadata().getGeneration()
                && number(status.getUpdatedNumberScheduled()) == total;
        var failing = new ArrayList<FailingNode>();
        var silent = new ArrayList<String>();
        int ready = 0;
        for (var pod : pods) {
            if (pod.isMarkedForDeletion()) {
                continue;
            }
            if (CanaryPods.hasPulled(pod)) {
                ready++;
                if (CanaryPods.isOnSilentNode(pod)) {
                    silent.add(CanaryPods.node(pod));
                }
            } else {
                CanaryPods.pullFailure(pod).ifPresent(failure -> failing.add(failing(pod, failure, agentNamespace)));
            }
        }
        failing.sort(Comparator.comparing(FailingNode::name));
        Collections.sort(silent);
        return new NodeProof(current, total, Math.min(ready, total), List.copyOf(failing), List.copyOf(silent));
    }

    /** Whether every node has proved that it can pull. */
    boolean isComplete() {
        return current && failing.isEmpty() && total > 0 && ready >= total;
    }

    /** As the status has it. */
    Nodes toStatus() {
        return new Nodes(
                total,
                ready,
                ready + "/" + total,
                null,
                failing.isEmpty() ? null : failing.stream().limit(MAX_FAILING).toList());
    }

    private static FailingNode failing(Pod pod, ContainerStatus container, String agentNamespace) {
        var said = CanaryPods.cause(container);
        var failure = PullFailure.of(said);
        var node = CanaryPods.node(pod);
        var advice = failure.advice(
                agentNamespace,
                node,
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName());
        return new FailingNode(node, failure.reason(), bounded(said, advice));
    }

    /** What the runtime said is cut where needed; the advice never is. */
    private static String bounded(String said, String advice) {
        int room = MAX_MESSAGE - advice.length() - "…; ".length();
        return (said.length() <= room ? said : said.substring(0, room) + "…") + "; " + advice;
    }

    private static int number(Integer value) {
        return value == null ? 0 : value;
    }
}
