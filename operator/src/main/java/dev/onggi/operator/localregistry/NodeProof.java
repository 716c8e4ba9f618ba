package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistryStatus.FailingNode;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.ModeCount;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.Nodes;
import dev.onggi.api.v1alpha1.RegistryAccess.Mode;
import dev.onggi.operator.localregistry.access.AccessPlan;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How far the proof is that nodes can pull.
 *
 * @param current whether the counts are those of the newest canary; while it is being replaced they are not
 * @param total nodes that the canary has to run on
 * @param ready nodes that have pulled it
 * @param modes how many nodes take each way
 * @param failing nodes that cannot, in the order of their names
 * @param silent nodes that have pulled it and do not answer the cluster now, in the order of their names
 */
record NodeProof(
        boolean current,
        int total,
        int ready,
        SortedMap<Mode, Integer> modes,
        List<FailingNode> failing,
        List<String> silent) {

    /** So many failing nodes the status can hold. */
    private static final int MAX_FAILING = 20;

    private static final int MAX_MESSAGE = 1024;

    /** The proof before there is a canary. */
    static final NodeProof NONE = new NodeProof(false, 0, 0, List.of());

    /** A proof from nodes that all answer. */
    NodeProof(boolean current, int total, int ready, List<FailingNode> failing) {
        this(current, total, ready, failing, List.of());
    }

    /** A proof from nodes of whose ways nothing is known. */
    NodeProof(boolean current, int total, int ready, List<FailingNode> failing, List<String> silent) {
        this(current, total, ready, new TreeMap<>(), failing, silent);
    }

    /**
     * Reads the proof from a canary and its Pods.
     *
     * @param trouble what else is known to be wrong with nodes
     */
    static NodeProof of(DaemonSet canary, List<Pod> pods, NodeTrouble trouble) {
        var status = Objects.requireNonNullElseGet(canary.getStatus(), DaemonSetStatus::new);
        int total = number(status.getDesiredNumberScheduled());
        boolean current = status.getObservedGeneration() != null
                && status.getObservedGeneration() >= canary.getMetadata().getGeneration()
                && number(status.getUpdatedNumberScheduled()) == total;
        var failing = new TreeMap<String, FailingNode>();
        var ready = new TreeSet<String>();
        var silent = new TreeSet<String>();
        for (var pod : pods) {
            if (pod.isMarkedForDeletion()) {
                continue;
            }
            if (CanaryPods.hasPulled(pod)) {
                ready.add(DaemonPods.node(pod));
                if (CanaryPods.isOnSilentNode(pod)) {
                    silent.add(DaemonPods.node(pod));
                }
            } else {
                CanaryPods.pullFailure(pod)
                        .map(failure -> failing(pod, failure, trouble))
                        .ifPresent(node -> failing.put(node.name(), node));
            }
        }
        // what runs there was pulled before; the next pull would go by what somebody else has put there
        trouble.foreign().stream().filter(node -> isThere(pods, node.name())).forEach(node -> {
            failing.put(node.name(), node);
            ready.remove(node.name());
        });
        return new NodeProof(
                current,
                total,
                Math.min(ready.size(), total),
                modes(pods, trouble.plan()),
                List.copyOf(failing.values()),
                List.copyOf(silent));
    }

    private static boolean isThere(List<Pod> pods, String node) {
        return pods.stream().anyMatch(pod -> DaemonPods.node(pod).equals(node));
    }

    /** How many nodes take each way, of those that the canary is on. */
    private static SortedMap<Mode, Integer> modes(List<Pod> pods, AccessPlan.Pull plan) {
        var modes = new TreeMap<Mode, Integer>();
        pods.stream()
                .filter(pod -> !pod.isMarkedForDeletion())
                .map(DaemonPods::node)
                .distinct()
                .forEach(node -> plan.mode(node).ifPresent(mode -> modes.merge(mode, 1, Integer::sum)));
        return modes;
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
                modes.isEmpty() ? null : counts(),
                failing.isEmpty() ? null : failing.stream().limit(MAX_FAILING).toList());
    }

    private static FailingNode failing(Pod pod, ContainerStatus container, NodeTrouble trouble) {
        var node = CanaryPods.node(pod);
        return trouble.explain(node).orElseGet(() -> {
            var said = CanaryPods.cause(container);
            var failure = PullFailure.of(said);
            var advice = failure.advice(
                    trouble.agentNamespace(),
                    node,
                    pod.getMetadata().getNamespace(),
                    pod.getMetadata().getName());
            return new FailingNode(node, failure.reason(), bounded(said, advice));
        });
    }

    /** What the runtime said is cut where needed; the advice never is. */
    private static String bounded(String said, String advice) {
        int room = MAX_MESSAGE - advice.length() - "…; ".length();
        return (said.length() <= room ? said : said.substring(0, room) + "…") + "; " + advice;
    }

    private List<ModeCount> counts() {
        return modes.entrySet().stream()
                .map(entry -> new ModeCount(AccessModes.word(entry.getKey()), entry.getValue()))
                .toList();
    }

    private static int number(Integer value) {
        return value == null ? 0 : value;
    }
}
