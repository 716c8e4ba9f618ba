package dev.onggi.operator.localregistry;

import static dev.onggi.operator.localregistry.LocalRegistryConditions.AVAILABLE;
import static dev.onggi.operator.localregistry.LocalRegistryConditions.NODES_CAN_PULL;

import dev.onggi.api.v1alpha1.LocalObjectReference;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import dev.onggi.operator.localregistry.resource.ExternalAddress;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.Conditions;
import dev.onggi.operator.status.Summary;
import java.time.Clock;
import java.util.Optional;

/** Writes the status of a LocalRegistry that stands for a registry which somebody else runs. */
final class ExternalStatusFactory {

    private final Clock clock;

    ExternalStatusFactory(Clock clock) {
        this.clock = clock;
    }

    LocalRegistryStatus status(LocalRegistry registry, ExternalState state) {
        var external = registry.getSpec().external();
        var address = ExternalAddress.of(external);
        var generation = registry.getMetadata().getGeneration();
        var before = Optional.ofNullable(registry.getStatus());
        var nodes = ExternalVerdict.of(state);
        var conditions = summary(state, nodes, address)
                .onto(Conditions.after(
                        before.map(LocalRegistryStatus::conditions).orElse(null), generation, clock));
        conditions = available(conditions, state).with(NODES_CAN_PULL, nodes.status(), nodes.reason(), nodes.message());
        conditions = state.hosting().onto(conditions);
        return new LocalRegistryStatus(
                generation,
                address,
                address,
                external.caRef() == null
                        ? null
                        : new LocalObjectReference(ChildMetadata.names(registry).caSecret()),
                external.secretRef(),
                external.secretRef(),
                null,
                state.proof().equals(NodeProof.NONE) ? null : state.proof().toStatus(),
                null,
                null,
                null,
                null,
                conditions.toList());
    }

    private static Summary summary(ExternalState state, NodesVerdict nodes, String address) {
        if (state.blocked().isPresent()) {
            return state.blocked().get();
        }
        return switch (state.availability()) {
            case RegistryAvailability.Broken broken -> new Summary.Retrying(broken.reason(), broken.message());
            case RegistryAvailability.Starting starting ->
                new Summary.InProgress(LocalRegistryReasons.PROBING, starting.message());
            case RegistryAvailability.Serving serving -> nodes(nodes, address);
        };
    }

    private static Summary nodes(NodesVerdict nodes, String address) {
        return switch (nodes.status()) {
            case TRUE -> ready(nodes, address);
            case FALSE ->
                nodes.reason().equals(LocalRegistryReasons.NODE_AGENT_MISSING)
                        ? new Summary.Stalled(nodes.reason(), nodes.message())
                        : new Summary.Retrying(nodes.reason(), nodes.message());
            case UNKNOWN ->
                nodes.reason().equals(LocalRegistryReasons.NOT_REQUESTED)
                        ? ready(nodes, address)
                        : new Summary.InProgress(nodes.reason(), nodes.message());
        };
    }

    private static Summary ready(NodesVerdict nodes, String address) {
        return new Summary.Ready(
                LocalRegistryReasons.REGISTRY_READY, "%s takes images; %s".formatted(address, nodes.message()));
    }

    private static Conditions available(Conditions conditions, ExternalState state) {
        return switch (state.availability()) {
            case RegistryAvailability.Serving serving ->
                conditions.with(
                        AVAILABLE,
                        ConditionStatus.TRUE,
                        LocalRegistryReasons.REGISTRY_AVAILABLE,
                        "a probe has pushed to the registry");
            case RegistryAvailability.Starting starting ->
                conditions.with(AVAILABLE, ConditionStatus.FALSE, LocalRegistryReasons.PROBING, starting.message());
            case RegistryAvailability.Broken broken ->
                conditions.with(AVAILABLE, ConditionStatus.FALSE, broken.reason(), broken.message());
        };
    }
}
