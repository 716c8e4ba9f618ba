package dev.onggi.operator.localregistry.access;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
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

    private static Optional<NodeReport> of(Pod pod) {
        var status = pod.getStatus();
        return Stream.of(
                        messages(status.getContainerStatuses(), ContainerStatus::getState),
                        messages(status.getContainerStatuses(), ContainerStatus::getLastState),
                        messages(status.getInitContainerStatuses(), ContainerStatus::getState))
                .flatMap(messages -> messages)
                .map(NodeReport::parse)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Stream<String> messages(
            List<ContainerStatus> containers, Function<ContainerStatus, ContainerState> state) {
        return containers.stream()
                .map(state)
                .flatMap(Stream::ofNullable)
                .map(ContainerState::getTerminated)
                .flatMap(Stream::ofNullable)
                .map(ContainerStateTerminated::getMessage)
                .flatMap(Stream::ofNullable);
    }
}
