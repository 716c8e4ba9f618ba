package dev.onggi.operator.localregistry;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Whether the nodes have been told of a registry. */
sealed interface NodeAccessState {

    /** The spec asks for no node access. */
    record NotRequested() implements NodeAccessState {}

    /** The registry's address or CA is not known yet. */
    record Waiting() implements NodeAccessState {}

    /** The node agent is not installed: its ConfigMap is not there. */
    record AgentMissing(String namespace, String configMap) implements NodeAccessState {}

    /**
     * The node agents have been told.
     *
     * @param written when the registry's keys were last changed, if that is known
     * @param agentStarts when the agent of each node was started, by the node's name
     */
    record Granted(Optional<Instant> written, Map<String, Instant> agentStarts) implements NodeAccessState {}
}
