package dev.onggi.operator.localregistry;

import dev.onggi.operator.localregistry.resource.HostingConfigMap;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.Conditions;

/** Whether the registry is announced to the cluster (KEP-1755). */
sealed interface HostingState {

    /** The spec does not ask for it. */
    record NotRequested() implements HostingState {}

    /** It is announced. */
    record Published() implements HostingState {}

    /** It cannot be announced yet; it will be. */
    record Waiting(String message) implements HostingState {}

    /** The announcement belongs to a tool that is not Onggi; {@code owner} is what it calls itself. */
    record Foreign(String owner) implements HostingState {}

    /** Another LocalRegistry is announced. */
    record Taken(String registry) implements HostingState {}

    /** The condition Published, which is there only where it is asked for. */
    default Conditions onto(Conditions conditions) {
        return this instanceof NotRequested
                ? conditions
                : conditions.with(LocalRegistryConditions.PUBLISHED, status(), reason(), message());
    }

    /** The status of the condition Published. */
    default ConditionStatus status() {
        return switch (this) {
            case Published published -> ConditionStatus.TRUE;
            case Foreign foreign -> ConditionStatus.FALSE;
            case Taken taken -> ConditionStatus.FALSE;
            case Waiting waiting -> ConditionStatus.UNKNOWN;
            case NotRequested none -> ConditionStatus.UNKNOWN;
        };
    }

    /** The reason of the condition Published. */
    default String reason() {
        return switch (this) {
            case Published published -> LocalRegistryReasons.HOSTING_PUBLISHED;
            case Foreign foreign -> LocalRegistryReasons.FOREIGN_HOSTING;
            case Taken taken -> LocalRegistryReasons.HOSTING_TAKEN;
            case Waiting waiting -> LocalRegistryReasons.HOSTING_PENDING;
            case NotRequested none -> LocalRegistryReasons.NOT_REQUESTED;
        };
    }

    /** The message of the condition Published. */
    default String message() {
        var configMap = HostingConfigMap.NAMESPACE + "/" + HostingConfigMap.NAME;
        return switch (this) {
            case Published published -> "announced in ConfigMap " + configMap;
            case Foreign foreign ->
                "ConfigMap %s belongs to %s and is left as it is; delete it (kubectl delete configmap -n %s %s) or set spec.publishHosting to false"
                        .formatted(configMap, foreign.owner(), HostingConfigMap.NAMESPACE, HostingConfigMap.NAME);
            case Taken taken ->
                "a cluster announces one registry, and ConfigMap %s announces LocalRegistry %s; set spec.publishHosting to false on one of the two"
                        .formatted(configMap, taken.registry());
            case Waiting waiting -> waiting.message();
            case NotRequested none -> "spec.publishHosting is false";
        };
    }
}
