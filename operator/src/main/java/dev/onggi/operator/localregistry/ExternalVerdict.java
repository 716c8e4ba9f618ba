package dev.onggi.operator.localregistry;

import dev.onggi.operator.status.ConditionStatus;

/** Whether nodes can pull from a registry that somebody else runs. */
final class ExternalVerdict {

    private ExternalVerdict() {}

    static NodesVerdict of(ExternalState state) {
        return switch (state.access()) {
            case NodeAccessState.NotRequested access ->
                unknown(LocalRegistryReasons.NOT_REQUESTED, "spec.access.nodes.mode is None: nothing is proved");
            case NodeAccessState.AgentMissing missing ->
                new NodesVerdict(
                        ConditionStatus.FALSE,
                        LocalRegistryReasons.NODE_AGENT_MISSING,
                        "nodes cannot be told of the registry's CA: ConfigMap %s/%s does not exist; install the node agent (kubectl apply -k deploy) or set spec.access.nodes.mode to None"
                                .formatted(missing.namespace(), missing.configMap()));
            case NodeAccessState.Unsupported unsupported ->
                new NodesVerdict(
                        ConditionStatus.FALSE, LocalRegistryReasons.NODE_ACCESS_UNSUPPORTED, unsupported.message());
            case NodeAccessState.Waiting waiting ->
                unknown(LocalRegistryReasons.WAITING_FOR_REGISTRY, "the proof begins when the registry takes images");
            case NodeAccessState.Granted granted -> proof(state.proof());
        };
    }

    private static NodesVerdict proof(NodeProof proof) {
        if (!proof.failing().isEmpty()) {
            return new NodesVerdict(
                    ConditionStatus.FALSE, LocalRegistryReasons.NODES_CANNOT_PULL, ProofWords.failing(proof));
        }
        return proof.isComplete()
                ? new NodesVerdict(
                        ConditionStatus.TRUE, LocalRegistryReasons.ALL_NODES_PROVED, ProofWords.complete(proof))
                : unknown(LocalRegistryReasons.PROVING_NODES, ProofWords.proving(proof));
    }

    private static NodesVerdict unknown(String reason, String message) {
        return new NodesVerdict(ConditionStatus.UNKNOWN, reason, message);
    }
}
