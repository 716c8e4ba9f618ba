package dev.onggi.operator.localregistry;

import static dev.onggi.operator.localregistry.LocalRegistryConditions.STORAGE_READY;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.GarbageCollection;
import dev.onggi.operator.event.Happening;
import dev.onggi.operator.model.BinarySize;
import dev.onggi.operator.model.Count;
import dev.onggi.operator.status.ConditionTypes;
import dev.onggi.operator.status.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What happened to the storage of a LocalRegistry between two statuses, and to the garbage in it. */
final class StorageHappenings {

    /** What is told once when it comes; that the claim is being bound is no news. */
    private static final Set<String> NEWS = Set.of(
            LocalRegistryReasons.STORAGE_ALMOST_FULL,
            LocalRegistryReasons.STORAGE_FULL,
            LocalRegistryReasons.STORAGE_LOST);

    private StorageHappenings() {}

    static List<Happening> between(LocalRegistryStatus before, LocalRegistryStatus after) {
        var happenings = new ArrayList<Happening>();
        storage(before, after).ifPresent(happenings::add);
        collection(before, after).ifPresent(happenings::add);
        return happenings;
    }

    private static Optional<Happening> storage(LocalRegistryStatus before, LocalRegistryStatus after) {
        var was = find(before).map(Condition::reason).orElse("");
        return find(after)
                .filter(condition -> NEWS.contains(condition.reason()))
                .filter(condition -> !condition.reason().equals(was))
                // it is told of already
                .filter(condition -> Conditions.find(after.conditions(), ConditionTypes.STALLED)
                        .filter(stalled -> stalled.reason().equals(condition.reason()))
                        .isEmpty())
                // on the way down from full nobody has to be warned
                .filter(condition -> !was.equals(LocalRegistryReasons.STORAGE_FULL))
                .map(condition -> Happening.warning(
                        condition.reason(), "WatchStorage", condition.message(), moment(condition, after)));
    }

    /** A second crossing differs from the first in what is used, or in the collection in between. */
    private static String moment(Condition condition, LocalRegistryStatus after) {
        return String.join(
                " ",
                condition.lastTransitionTime(),
                condition.message(),
                after.lastGarbageCollection() == null
                        ? ""
                        : after.lastGarbageCollection().time());
    }

    private static Optional<Happening> collection(LocalRegistryStatus before, LocalRegistryStatus after) {
        var was = before == null ? null : before.lastGarbageCollection();
        var is = after.lastGarbageCollection();
        if (is == null || (was != null && is.time().equals(was.time()))) {
            return Optional.empty();
        }
        return Optional.of(
                is.result().equals("Failed")
                        ? Happening.warning(
                                LocalRegistryReasons.GARBAGE_COLLECTION_FAILED,
                                "CollectGarbage",
                                is.message(),
                                is.time())
                        : Happening.normal(
                                LocalRegistryReasons.GARBAGE_COLLECTED, "CollectGarbage", told(is), is.time()));
    }

    private static String told(GarbageCollection collection) {
        var counts = "%s, %s, %s freed, %s kept because %s in use"
                .formatted(
                        Count.of(collection.deletedTags(), "tag"),
                        Count.of(collection.deletedManifests(), "manifest"),
                        new BinarySize(collection.freedBytes()).quantity(),
                        Count.of(collection.keptInUse(), "image"),
                        Count.verb(collection.keptInUse(), "it is", "they are"));
        return collection.trigger().equals("DryRun")
                ? "dry run, would be deleted: %s; %s".formatted(counts, collection.message())
                : "deleted: %s (%s)%s".formatted(counts, collection.trigger(), refused(collection));
    }

    private static String refused(GarbageCollection collection) {
        return collection.notBefore() == null
                ? ""
                : "; nothing is deleted until %s, because the registry's gateway was started anew and does not know what was in use before"
                        .formatted(collection.notBefore());
    }

    private static Optional<Condition> find(LocalRegistryStatus status) {
        return Conditions.find(status == null ? null : status.conditions(), STORAGE_READY);
    }
}
