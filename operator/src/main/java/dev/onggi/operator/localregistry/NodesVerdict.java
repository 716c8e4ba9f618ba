package dev.onggi.operator.localregistry;

import static dev.onggi.operator.localregistry.LocalRegistryConditions.NODES_CAN_PULL;

import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.api.v1alpha1.RegistryAccess.Mode;
import dev.onggi.operator.localregistry.access.AccessPlan;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.Conditions;
import java.util.Optional;

/** Whether nodes can pull, in the terms of the condition NodesCanPull. */
record NodesVerdict(ConditionStatus status, String reason, String message) {

    /**
     * Decides.
     *
     * @param before the status as it stands, or null: a new node that has still to prove itself does not take away what
     *     the others have proved
     */
    static NodesVerdict of(RegistryState state, LocalRegistryStatus before) {
        return switch (state.nodeAccess()) {
            case NodeAccessState.NotRequested access ->
                unknown(
                        LocalRegistryReasons.NOT_REQUESTED,
                        "spec.access.nodes.mode is None: nothing is written to nodes and nothing is proved");
            case NodeAccessState.AgentMissing missing ->
                new NodesVerdict(
                        ConditionStatus.FALSE,
                        LocalRegistryReasons.NODE_AGENT_MISSING,
                        "ConfigMap %s/%s does not exist, so the node agent is not installed; install it (kubectl apply -k deploy) or set spec.access.nodes.mode to None"
                                .formatted(missing.namespace(), missing.configMap()));
            case NodeAccessState.Unsupported unsupported ->
                new NodesVerdict(
                        ConditionStatus.FALSE, LocalRegistryReasons.NODE_ACCESS_UNSUPPORTED, unsupported.message());
            case NodeAccessState.Waiting waiting -> waitingForRegistry();
            case NodeAccessState.Granted granted -> granted(state, granted, before);
        };
    }

    private static NodesVerdict granted(
            RegistryState state, NodeAccessState.Granted access, LocalRegistryStatus before) {
        var verdict = proved(state, before);
        return new NodesVerdict(
                verdict.status(),
                verdict.reason(),
                verdict.message() + openPort(access.plan()) + repaired(access.trouble()));
    }

    /** A node port is open to whoever reaches a node: the user has asked for it and shall know. */
    private static String openPort(AccessPlan.Pull plan) {
        return plan.common().equals(Optional.of(Mode.NODE_PORT))
                ? "; by %s, whose port is open on every interface of every node".formatted(plan.pullAddress())
                : "";
    }

    /** All is well again, but whoever damages the files will do so again. */
    private static String repaired(NodeTrouble trouble) {
        var nodes = trouble.repaired();
        if (nodes.isEmpty()) {
            return "";
        }
        var named = nodes.entrySet().stream()
                .map(node -> "%s at %s".formatted(node.getKey(), node.getValue()))
                .toList();
        return "; the registry's files were damaged and have been put right on " + ProofWords.named(named);
    }

    private static NodesVerdict proved(RegistryState state, LocalRegistryStatus before) {
        var proof = state.proof();
        if (!proof.failing().isEmpty()) {
            return new NodesVerdict(
                    ConditionStatus.FALSE, LocalRegistryReasons.NODES_CANNOT_PULL, ProofWords.failing(proof));
        }
        if (proof.isComplete()) {
            return proved(ProofWords.complete(proof) + silent(proof));
        }
        if (proof.current() && proof.ready() > 0 && wereProved(before)) {
            return proved(ProofWords.some(proof) + ", the others are new");
        }
        return switch (state.canaryImage()) {
            case CanaryImageState.NotPushed failed ->
                unknown(
                        LocalRegistryReasons.CANARY_NOT_PUSHED,
                        "the canary's image could not be put into the registry: %s; it is tried again"
                                .formatted(failed.message()));
            case CanaryImageState.NotYetPushed early -> waitingForRegistry();
            case CanaryImageState.Waiting waiting when proof.total() == 0 -> waitingForRegistry();
            case CanaryImageState.Waiting waiting -> proving(proof);
            case CanaryImageState.InRegistry there -> proving(proof);
            case CanaryImageState.NameTaken taken -> unknown(LocalRegistryReasons.NAME_TAKEN, taken.message());
        };
    }

    /** Nothing is wrong with the registry, but whoever looks for a node shall find it here. */
    private static String silent(NodeProof proof) {
        if (proof.silent().isEmpty()) {
            return "";
        }
        return "; the cluster has lost contact with %s: kubectl get nodes".formatted(ProofWords.named(proof.silent()));
    }

    private static boolean wereProved(LocalRegistryStatus before) {
        return before != null && Conditions.isTrue(before.conditions(), NODES_CAN_PULL);
    }

    private static NodesVerdict proved(String message) {
        return new NodesVerdict(ConditionStatus.TRUE, LocalRegistryReasons.ALL_NODES_PROVED, message);
    }

    private static NodesVerdict proving(NodeProof proof) {
        return unknown(LocalRegistryReasons.PROVING_NODES, ProofWords.proving(proof));
    }

    private static NodesVerdict waitingForRegistry() {
        return unknown(LocalRegistryReasons.WAITING_FOR_REGISTRY, "the proof begins when the registry serves");
    }

    private static NodesVerdict unknown(String reason, String message) {
        return new NodesVerdict(ConditionStatus.UNKNOWN, reason, message);
    }
}
