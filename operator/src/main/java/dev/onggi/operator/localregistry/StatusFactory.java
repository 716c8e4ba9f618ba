package dev.onggi.operator.localregistry;

import static dev.onggi.operator.localregistry.LocalRegistryConditions.AVAILABLE;
import static dev.onggi.operator.localregistry.LocalRegistryConditions.CERTIFICATE_READY;
import static dev.onggi.operator.localregistry.LocalRegistryConditions.NODES_CAN_PULL;
import static dev.onggi.operator.localregistry.LocalRegistryConditions.STORAGE_READY;

import dev.onggi.api.v1alpha1.LocalObjectReference;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import dev.onggi.operator.localregistry.storage.StorageState;
import dev.onggi.operator.localregistry.storage.StorageVerdict;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.Conditions;
import dev.onggi.operator.status.Summary;
import java.time.Clock;

/** Writes the status: from what was found out, and from the status before for the times of its conditions. */
final class StatusFactory {

    private final Clock clock;

    StatusFactory(Clock clock) {
        this.clock = clock;
    }

    /** The very first status, before anything is known. */
    LocalRegistryStatus initial(LocalRegistry registry) {
        var conditions =
                new Summary.InProgress(LocalRegistryReasons.STARTING, "the operator begins").onto(conditions(registry));
        return LocalRegistryStatus.of(generation(registry), conditions.toList());
    }

    /** The status after a reconciliation. */
    LocalRegistryStatus status(LocalRegistry registry, RegistryState state) {
        var names = ChildMetadata.names(registry);
        var nodes = NodesVerdict.of(state, registry.getStatus());
        var conditions = SummaryFactory.summary(registry, state, nodes).onto(conditions(registry));
        conditions = available(conditions, state);
        var storage = StorageVerdict.of(
                registry,
                state.storage(),
                state.contents().reading(),
                state.contents().retention().last());
        conditions = conditions.with(STORAGE_READY, storage.status(), storage.reason(), storage.message());
        var certificate = CertificateVerdict.of(state.certificate());
        conditions =
                conditions.with(CERTIFICATE_READY, certificate.status(), certificate.reason(), certificate.message());
        conditions = conditions.with(NODES_CAN_PULL, nodes.status(), nodes.reason(), nodes.message());
        conditions = state.hosting().onto(conditions);
        return new LocalRegistryStatus(
                generation(registry),
                names.address(),
                state.nodeAccess().pullAddress(registry),
                state.certificate() instanceof CertificateState.Disabled
                        ? null
                        : new LocalObjectReference(names.caSecret()),
                new LocalObjectReference(names.pushSecret()),
                new LocalObjectReference(names.pullSecret()),
                state.certificate().life().map(CertificateLife::toStatus).orElse(null),
                state.proof().equals(NodeProof.NONE) ? null : state.proof().toStatus(),
                state.contents().reading().use(),
                state.contents().reading().images(),
                state.contents().retention().last(),
                state.contents().retention().next(),
                conditions.toList());
    }

    /** The status when a reconciliation broke off: what is known stays, and Ready says that it is tried again. */
    LocalRegistryStatus retrying(LocalRegistry registry, String message) {
        return known(
                registry, new Summary.Retrying(LocalRegistryReasons.RETRYING, message).onto(knownConditions(registry)));
    }

    /** The status while nothing is changed: what is known stays, and whether the registry serves is told. */
    LocalRegistryStatus suspended(LocalRegistry registry, RegistryAvailability availability) {
        var serves = availability instanceof RegistryAvailability.Serving;
        var message = serves
                ? "the registry serves; spec.suspend is true, so nothing is changed, renewed or cleaned"
                : "the registry does not serve and spec.suspend is true, so nothing is done about it; set it to false";
        Summary summary = serves
                ? new Summary.Ready(LocalRegistryReasons.SUSPENDED, message)
                : new Summary.Stalled(LocalRegistryReasons.SUSPENDED, message);
        return known(registry, available(summary.onto(knownConditions(registry)), availability))
                .withoutNextGarbageCollection();
    }

    private LocalRegistryStatus known(LocalRegistry registry, Conditions conditions) {
        var before = registry.getStatus();
        return before == null
                ? LocalRegistryStatus.of(generation(registry), conditions.toList())
                : before.with(generation(registry), conditions.toList());
    }

    private Conditions knownConditions(LocalRegistry registry) {
        var before = registry.getStatus();
        var conditions = conditions(registry);
        if (before != null && before.conditions() != null) {
            for (var known : before.conditions()) {
                conditions = conditions.with(known.type(), status(known.status()), known.reason(), known.message());
            }
        }
        return conditions;
    }

    private static Conditions available(Conditions conditions, RegistryState state) {
        return switch (state.storage()) {
            case StorageState.Blocked storage ->
                conditions.with(AVAILABLE, ConditionStatus.FALSE, storage.reason(), storage.message());
            case StorageState.Pending storage ->
                conditions.with(AVAILABLE, ConditionStatus.FALSE, storage.reason(), storage.message());
            case StorageState.Endangered serving -> available(conditions, state.availability());
            case StorageState.Settled settled -> available(conditions, state.availability());
        };
    }

    private static Conditions available(Conditions conditions, RegistryAvailability availability) {
        return switch (availability) {
            case RegistryAvailability.Serving serving ->
                conditions.with(
                        AVAILABLE,
                        ConditionStatus.TRUE,
                        LocalRegistryReasons.REGISTRY_AVAILABLE,
                        "the registry serves");
            case RegistryAvailability.Starting starting ->
                conditions.with(
                        AVAILABLE, ConditionStatus.FALSE, LocalRegistryReasons.REGISTRY_STARTING, starting.message());
            case RegistryAvailability.Broken broken ->
                conditions.with(AVAILABLE, ConditionStatus.FALSE, broken.reason(), broken.message());
        };
    }

    private static ConditionStatus status(String value) {
        for (var status : ConditionStatus.values()) {
            if (status.value().equals(value)) {
                return status;
            }
        }
        return ConditionStatus.UNKNOWN;
    }

    private Conditions conditions(LocalRegistry registry) {
        var before = registry.getStatus() == null ? null : registry.getStatus().conditions();
        return Conditions.after(before, generation(registry), clock);
    }

    private static long generation(LocalRegistry registry) {
        return registry.getMetadata().getGeneration();
    }
}
