package dev.onggi.operator.localregistry;

import dev.onggi.operator.model.RegistryNames;
import dev.onggi.operator.status.Summary;

/** What a reconciliation of a LocalRegistry comes to: the first thing that is not as it shall be. */
final class SummaryFactory {

    static final String STORAGE_PENDING = "the claim is being bound";

    private SummaryFactory() {}

    static Summary summary(RegistryNames names, RegistryState state, NodesVerdict nodes) {
        if (state.blocked().isPresent()) {
            return state.blocked().get();
        }
        return switch (state.storage()) {
            case StorageState.NotBound storage ->
                new Summary.Stalled(LocalRegistryReasons.STORAGE_NOT_BOUND, storage.message());
            case StorageState.Pending pending ->
                new Summary.InProgress(LocalRegistryReasons.STORAGE_PENDING, STORAGE_PENDING);
            case StorageState.Settled settled ->
                switch (state.availability()) {
                    case RegistryAvailability.Broken broken -> new Summary.Retrying(broken.reason(), broken.message());
                    case RegistryAvailability.Starting starting ->
                        new Summary.InProgress(LocalRegistryReasons.REGISTRY_STARTING, starting.message());
                    case RegistryAvailability.Serving serving -> nodes(names, nodes);
                };
        };
    }

    private static Summary nodes(RegistryNames names, NodesVerdict nodes) {
        return switch (nodes.status()) {
            case TRUE -> ready(names, nodes.message());
            case FALSE ->
                nodes.reason().equals(LocalRegistryReasons.NODE_AGENT_MISSING)
                                || nodes.reason().equals(LocalRegistryReasons.NODE_ACCESS_UNSUPPORTED)
                        ? new Summary.Stalled(nodes.reason(), nodes.message())
                        : new Summary.Retrying(nodes.reason(), nodes.message());
            case UNKNOWN ->
                switch (nodes.reason()) {
                    case LocalRegistryReasons.NOT_REQUESTED -> ready(names, "node access is not asked for");
                    case LocalRegistryReasons.CANARY_NOT_PUSHED ->
                        new Summary.Retrying(nodes.reason(), nodes.message());
                    default -> new Summary.InProgress(nodes.reason(), nodes.message());
                };
        };
    }

    private static Summary ready(RegistryNames names, String nodes) {
        return new Summary.Ready(
                LocalRegistryReasons.REGISTRY_READY, "the registry serves at %s; %s".formatted(names.address(), nodes));
    }
}
