package dev.onggi.operator.localregistry.storage;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.GarbageCollection;
import dev.onggi.operator.localregistry.LocalRegistryConditions;
import dev.onggi.operator.localregistry.LocalRegistryReasons;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.Conditions;
import java.util.Optional;

/** How it stands with the storage, in the terms of the condition StorageReady. */
public record StorageVerdict(ConditionStatus status, String reason, String message) {

    /**
     * Decides.
     *
     * @param registry with the status as it stands
     * @param last the collection of garbage that ended last, or null
     */
    public static StorageVerdict of(
            LocalRegistry registry, StorageState state, StorageReading reading, GarbageCollection last) {
        return switch (state) {
            case StorageState.Blocked blocked -> notReady(blocked.reason(), blocked.message());
            case StorageState.Endangered endangered -> notReady(endangered.reason(), endangered.message());
            case StorageState.Pending pending -> notReady(pending.reason(), pending.message());
            case StorageState.Settled settled -> settled(registry, reading, last);
        };
    }

    private static StorageVerdict settled(LocalRegistry registry, StorageReading reading, GarbageCollection last) {
        if (reading.usedPercent().isEmpty()) {
            var used = reading.use() == null ? "" : "; " + reading.use().used() + " are used";
            return ready(LocalRegistryReasons.STORAGE_READY, "there is a place for the images" + used);
        }
        var use = reading.use();
        return switch (StorageLevel.of(use.usedPercent(), reasonBefore(registry.getStatus()))) {
            case ROOM ->
                ready(LocalRegistryReasons.STORAGE_READY, "%s of %s are used".formatted(use.summary(), use.capacity()));
            case ALMOST_FULL ->
                ready(
                        LocalRegistryReasons.STORAGE_ALMOST_FULL,
                        "%s of %s are used; from %d%% on garbage is collected at once%s, from %d%% on new builds wait. %s"
                                .formatted(
                                        use.summary(),
                                        use.capacity(),
                                        StorageLevel.COLLECT_AT,
                                        use.usedPercent() < StorageLevel.COLLECT_AT
                                                ? ""
                                                : refused(registry, last)
                                                        .map(why -> " (but " + why + ")")
                                                        .orElse(""),
                                        StorageLevel.FULL_AT,
                                        remedy(registry)));
            case FULL ->
                notReady(
                        LocalRegistryReasons.STORAGE_FULL,
                        "%s of %s are used: new builds wait until there is room, and %s. %s"
                                .formatted(
                                        use.summary(),
                                        use.capacity(),
                                        refused(registry, last).orElse("garbage is collected every ten minutes"),
                                        remedy(registry)));
        };
    }

    /** Why the collections that are made for want of space delete nothing yet. The one at that time tells anew. */
    private static Optional<String> refused(LocalRegistry registry, GarbageCollection last) {
        return Optional.ofNullable(last)
                .map(GarbageCollection::notBefore)
                .filter(_ -> !SpecValues.dryRunWanted(registry))
                .map(time ->
                        "nothing is deleted until %s, because the registry's gateway was started anew and does not know what was in use before"
                                .formatted(time));
    }

    /** What frees space, and the command for it. */
    private static String remedy(LocalRegistry registry) {
        var edit = "kubectl edit lreg -n %s %s"
                .formatted(
                        registry.getMetadata().getNamespace(),
                        registry.getMetadata().getName());
        var keep = SpecValues.dryRunWanted(registry)
                ? "Set spec.retention.dryRun to false (nothing is deleted while it is true)"
                : "Keep less (spec.retention.keepTags, untaggedAfter)";
        var grow = SpecValues.claim(registry).isPresent()
                ? " or give it more room (spec.storage.persistentVolumeClaim.size)"
                : SpecValues.emptyDir(registry).isPresent()
                        ? " or make a LocalRegistry that keeps its images in a claim, which can grow"
                        : " or give its claim more room";
        return keep + grow + ": " + edit;
    }

    private static String reasonBefore(LocalRegistryStatus status) {
        return Conditions.find(status == null ? null : status.conditions(), LocalRegistryConditions.STORAGE_READY)
                .map(condition -> condition.reason())
                .orElse(null);
    }

    private static StorageVerdict ready(String reason, String message) {
        return new StorageVerdict(ConditionStatus.TRUE, reason, message);
    }

    private static StorageVerdict notReady(String reason, String message) {
        return new StorageVerdict(ConditionStatus.FALSE, reason, message);
    }
}
