package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import dev.onggi.operator.localregistry.storage.StorageState;
import dev.onggi.operator.localregistry.storage.StorageVerdict;
import dev.onggi.operator.model.RegistryNames;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.Summary;

/** What a reconciliation of a LocalRegistry comes to: the first thing that is not as it shall be. */
final class SummaryFactory {

    private SummaryFactory() {}

    static Summary summary(LocalRegistry registry, RegistryState state, NodesVerdict nodes) {
        var blocked = state.blocked().or(() -> state.contents().retention().blocked());
        if (blocked.isPresent()) {
            return blocked.get();
        }
        switch (state.certificate()) {
            case CertificateState.Unusable unusable -> {
                return new Summary.Stalled(unusable.reason(), unusable.message());
            }
            case CertificateState.Pending pending -> {
                return new Summary.InProgress(LocalRegistryReasons.CERTIFICATE_PENDING, pending.message());
            }
            default -> {}
        }
        return switch (state.storage()) {
            case StorageState.Blocked storage -> new Summary.Stalled(storage.reason(), storage.message());
            case StorageState.Endangered storage -> new Summary.Stalled(storage.reason(), storage.message());
            case StorageState.Pending storage -> new Summary.InProgress(storage.reason(), storage.message());
            case StorageState.Settled settled -> serving(registry, state, nodes);
        };
    }

    private static Summary serving(LocalRegistry registry, RegistryState state, NodesVerdict nodes) {
        return switch (state.availability()) {
            case RegistryAvailability.Broken broken -> new Summary.Retrying(broken.reason(), broken.message());
            case RegistryAvailability.Starting starting ->
                new Summary.InProgress(LocalRegistryReasons.REGISTRY_STARTING, starting.message());
            case RegistryAvailability.Serving serving
            when state.users().waiting() ->
                new Summary.InProgress(
                        LocalRegistryReasons.USERS_PENDING,
                        "the registry is taking over new users or passwords; the old ones are good meanwhile");
            case RegistryAvailability.Serving serving -> {
                var storage = StorageVerdict.of(
                        registry,
                        state.storage(),
                        state.contents().reading(),
                        state.contents().retention().last());
                yield storage.status() == ConditionStatus.TRUE
                        ? nodes(ChildMetadata.names(registry), nodes)
                        : new Summary.Retrying(storage.reason(), storage.message());
            }
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
