package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.access.AccessPlan;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Whether the nodes have been told of a registry. */
sealed interface NodeAccessState {

    /** What image references start with on nodes, as far as it is known. */
    default String pullAddress(LocalRegistry registry) {
        return this instanceof Granted granted
                ? granted.plan().pullAddress()
                : ChildMetadata.names(registry).address();
    }

    /** What is known to be wrong with nodes beyond what their runtimes say: nothing, before they were told. */
    default NodeTrouble trouble(String agentNamespace) {
        return this instanceof Granted granted ? granted.trouble : NodeTrouble.unknown(agentNamespace);
    }

    /** The spec asks for no node access. */
    record NotRequested() implements NodeAccessState {}

    /** The registry's address, its CA or the port on nodes is not known yet. */
    record Waiting() implements NodeAccessState {}

    /** What the spec asks for cannot be had in this cluster. */
    record Unsupported(String message) implements NodeAccessState {}

    /** The node agent is not installed: its ConfigMap is not there. */
    record AgentMissing(String namespace, String configMap) implements NodeAccessState {}

    /**
     * The nodes have been told, as far as there is something to tell.
     *
     * @param plan which way nodes take
     * @param written when the registry's keys were last changed, if that is known
     * @param repairs when something on a node that pulls depend on was last made anew, by the node's name
     * @param trouble what is wrong with a node beyond what its runtime says
     */
    record Granted(AccessPlan.Pull plan, Optional<Instant> written, Map<String, Instant> repairs, NodeTrouble trouble)
            implements NodeAccessState {}
}
