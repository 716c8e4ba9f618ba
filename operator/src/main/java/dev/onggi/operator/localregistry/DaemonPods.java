package dev.onggi.operator.localregistry;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** Pods of DaemonSets. */
final class DaemonPods {

    private DaemonPods() {}

    /**
     * The node that a Pod is on, or that it is meant for: one that the scheduler cannot place names it in its affinity
     * (https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#how-daemon-pods-are-scheduled).
     */
    static String node(Pod pod) {
        return Optional.ofNullable(pod.getSpec().getNodeName())
                .or(() -> Optional.ofNullable(pod.getSpec().getAffinity())
                        .map(Affinity::getNodeAffinity)
                        .map(NodeAffinity::getRequiredDuringSchedulingIgnoredDuringExecution)
                        .map(NodeSelector::getNodeSelectorTerms)
                        .flatMap(terms -> terms.stream()
                                .flatMap(term -> term.getMatchFields().stream())
                                .filter(field -> "metadata.name".equals(field.getKey()))
                                .map(NodeSelectorRequirement::getValues)
                                .filter(values -> !values.isEmpty())
                                .map(values -> values.getFirst())
                                .findFirst()))
                .orElse("");
    }
}
