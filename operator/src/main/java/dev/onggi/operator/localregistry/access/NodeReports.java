package dev.onggi.operator.localregistry.access;

import static java.util.Comparator.comparing;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the newest report of each node in the status of its agent's Pod. */
public final class NodeReports {

    private NodeReports() {}

    /** The reports by the nodes' names; a node whose agent has not inspected it yet has none. */
    public static SortedMap<String, NodeReport> of(Collection<Pod> agents) {
        var reports = new TreeMap<String, NodeReport>();
        agents.stream()
                .filter(pod -> pod.getSpec().getNodeName() != null && pod.getStatus() != null)
                // of two agents on a node, as while one is replaced, the one that stays has the last word
                .sorted((one, other) -> Boolean.compare(other.isMarkedForDeletion(), one.isMarkedForDeletion()))
                .forEach(pod ->
                        of(pod).ifPresent(report -> reports.put(pod.getSpec().getNodeName(), report)));
        return Collections.unmodifiableSortedMap(reports);
    }

    /** The last word counts: a node that was started again is inspected again, after what its agent had told before. */
    private static Optional<NodeReport> of(Pod pod) {
        var status = pod.getStatus();
        return Stream.concat(
                        Terminations.of(status.getInitContainerStatuses()),
                        Terminations.of(status.getContainerStatuses()))
                .sorted(comparing(Terminations::finishedAt))
                .flatMap(ended -> NodeReport.parse(ended.getMessage()).stream())
                .reduce((earlier, later) -> later);
    }
}
