package dev.onggi.operator.localregistry;

import static dev.onggi.operator.localregistry.LocalRegistryConditions.AVAILABLE;
import static dev.onggi.operator.localregistry.LocalRegistryConditions.NODES_CAN_PULL;
import static java.util.stream.Collectors.toMap;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.FailingNode;
import dev.onggi.operator.event.Happening;
import dev.onggi.operator.status.ConditionTypes;
import dev.onggi.operator.status.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What happened between two statuses of a LocalRegistry. */
final class LocalRegistryHappenings {

    private static final String RECONCILE = "Reconcile";

    private LocalRegistryHappenings() {}

    /**
     * The happenings, in the order of their causes.
     *
     * @param before the status as it stands, or null
     */
    static List<Happening> between(LocalRegistryStatus before, LocalRegistryStatus after) {
        var happenings = new ArrayList<Happening>();
        certificate(before, after).ifPresent(happenings::add);
        authority(before, after).ifPresent(happenings::add);
        availability(before, after).ifPresent(happenings::add);
        stalled(before, after).ifPresent(happenings::add);
        happenings.addAll(StorageHappenings.between(before, after));
        happenings.addAll(failingNodes(before, after));
        nodesCanPull(before, after).ifPresent(happenings::add);
        return List.copyOf(happenings);
    }

    private static Optional<Happening> certificate(LocalRegistryStatus before, LocalRegistryStatus after) {
        if (after.certificate() == null) {
            return Optional.empty();
        }
        var end = after.certificate().notAfter();
        if (before == null || before.certificate() == null) {
            return Optional.of(Happening.normal(
                    LocalRegistryReasons.CERTIFICATE_ISSUED, "IssueCertificate", "valid until " + end, end));
        }
        return before.certificate().notAfter().equals(end)
                ? Optional.empty()
                : Optional.of(Happening.normal(
                        LocalRegistryReasons.CERTIFICATE_ROTATED,
                        "IssueCertificate",
                        "the registry has a new certificate, valid until " + end,
                        end));
    }

    private static Optional<Happening> authority(LocalRegistryStatus before, LocalRegistryStatus after) {
        var was = authorityEnd(before);
        return authorityEnd(after)
                .filter(end -> was.isPresent() && !was.get().equals(end))
                .map(end -> Happening.normal(
                        LocalRegistryReasons.AUTHORITY_ROTATED,
                        "IssueCertificate",
                        "the certificate is signed by another CA from now on, which is valid until " + end,
                        end));
    }

    private static Optional<String> authorityEnd(LocalRegistryStatus status) {
        return Optional.ofNullable(status)
                .map(LocalRegistryStatus::certificate)
                .map(LocalRegistryStatus.Certificate::authorityNotAfter);
    }

    private static Optional<Happening> availability(LocalRegistryStatus before, LocalRegistryStatus after) {
        boolean was = Conditions.isTrue(conditions(before), AVAILABLE);
        boolean is = Conditions.isTrue(after.conditions(), AVAILABLE);
        if (was == is) {
            return Optional.empty();
        }
        return Conditions.find(after.conditions(), AVAILABLE)
                .map(condition -> is
                        ? Happening.normal(
                                LocalRegistryReasons.REGISTRY_AVAILABLE,
                                RECONCILE,
                                "the registry serves at " + after.address(),
                                condition.lastTransitionTime())
                        : Happening.warning(
                                LocalRegistryReasons.REGISTRY_UNAVAILABLE,
                                RECONCILE,
                                condition.message(),
                                condition.lastTransitionTime()));
    }

    private static Optional<Happening> stalled(LocalRegistryStatus before, LocalRegistryStatus after) {
        var was = Conditions.find(conditions(before), ConditionTypes.STALLED).map(Condition::reason);
        return Conditions.find(after.conditions(), ConditionTypes.STALLED)
                .filter(condition -> !was.equals(Optional.of(condition.reason())))
                .map(condition -> Happening.warning(
                        condition.reason(), RECONCILE, condition.message(), condition.lastTransitionTime()));
    }

    private static List<Happening> failingNodes(LocalRegistryStatus before, LocalRegistryStatus after) {
        var known = failing(before);
        var since = Conditions.find(after.conditions(), NODES_CAN_PULL)
                .map(Condition::lastTransitionTime)
                .orElse("");
        return failing(after).values().stream()
                .filter(node -> !known.containsKey(node.name())
                        || !known.get(node.name()).reason().equals(node.reason()))
                .map(node -> Happening.warning(
                        LocalRegistryReasons.NODE_CANNOT_PULL,
                        "ProveNode",
                        "node %s: %s: %s".formatted(node.name(), node.reason(), node.message()),
                        String.join(" ", node.name(), node.reason(), since)))
                .toList();
    }

    private static Optional<Happening> nodesCanPull(LocalRegistryStatus before, LocalRegistryStatus after) {
        if (Conditions.isTrue(conditions(before), NODES_CAN_PULL)) {
            return Optional.empty();
        }
        return Conditions.find(after.conditions(), NODES_CAN_PULL)
                .filter(condition -> Conditions.isTrue(after.conditions(), NODES_CAN_PULL))
                .map(condition -> Happening.normal(
                        LocalRegistryReasons.NODES_CAN_PULL,
                        "ProveNode",
                        condition.message(),
                        condition.lastTransitionTime()));
    }

    private static Map<String, FailingNode> failing(LocalRegistryStatus status) {
        if (status == null || status.nodes() == null || status.nodes().failing() == null) {
            return Map.of();
        }
        return status.nodes().failing().stream()
                .collect(toMap(FailingNode::name, node -> node, (one, other) -> one, TreeMap::new));
    }

    private static List<Condition> conditions(LocalRegistryStatus status) {
        return status == null ? null : status.conditions();
    }
}
