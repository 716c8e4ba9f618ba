package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.GarbageCollection;
import dev.onggi.operator.event.Happening;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorageHappeningsTest {

    @Test
    void shouldWarnOnceWhenTheStorageIsAlmostFull() {
        // Given
        var room = status(storage("True", "StorageReady", "10% used"));
        var almost = status(storage("True", "StorageAlmostFull", "83% used"));
        var more = status(storage("True", "StorageAlmostFull", "84% used"));

        // When / Then
        assertThat(StorageHappenings.between(room, almost))
                .map(happening -> happening.type() + " " + happening.reason() + " " + happening.note())
                .containsExactly("WARNING StorageAlmostFull 83% used");
        assertThat(StorageHappenings.between(almost, more)).isEmpty();
    }

    @Test
    void shouldWarnOfAFullStorageAndNotOnTheWayDown() {
        // Given
        var almost = status(storage("True", "StorageAlmostFull", "94% used"));
        var full = status(storage("False", "StorageFull", "96% used"));

        // When / Then
        assertThat(StorageHappenings.between(almost, full))
                .extracting(Happening::reason)
                .containsExactly("StorageFull");
        assertThat(StorageHappenings.between(full, almost)).isEmpty();
    }

    @Test
    void shouldTellOnceWhenTheLossIsWhatStallsTheRegistry() {
        // Given
        var lost = status(
                storage("False", "StorageLost", "the claim is being deleted"),
                new Condition("Stalled", "True", "StorageLost", "the claim is being deleted", 1L, "t"));

        // When / Then
        assertThat(StorageHappenings.between(status(), lost)).isEmpty();
        assertThat(StorageHappenings.between(status(), status(storage("False", "StorageLost", "gone"))))
                .extracting(Happening::reason)
                .containsExactly("StorageLost");
    }

    @Test
    void shouldTellTheCountsWhenGarbageWasCollected() {
        // Given
        var before = with(collection("2026-03-01T03:00:00Z", "Schedule", "Succeeded", null));
        var after = with(collection("2026-03-02T03:00:00Z", "Schedule", "Succeeded", null));

        // When / Then
        assertThat(StorageHappenings.between(before, after))
                .containsExactly(Happening.normal(
                        "GarbageCollected",
                        "CollectGarbage",
                        "deleted: 3 tags, 4 manifests, 5Mi freed, 6 images kept because they are in use (Schedule)",
                        "2026-03-02T03:00:00Z"));
        assertThat(StorageHappenings.between(after, after)).isEmpty();
    }

    @Test
    void shouldSayUntilWhenNothingIsDeletedWhenItIsNotKnownWhatIsInUse() {
        // Given
        var refused = new GarbageCollection(
                null,
                "2026-03-02T03:00:00Z",
                "StorageFull",
                "Succeeded",
                "rules",
                0,
                0,
                0L,
                2,
                null,
                "2026-03-02T03:40:00Z",
                null);

        // When / Then
        assertThat(StorageHappenings.between(status(), with(refused)))
                .extracting(Happening::note)
                .containsExactly(
                        "deleted: 0 tags, 0 manifests, 0 freed, 2 images kept because they are in use (StorageFull); nothing is deleted until 2026-03-02T03:40:00Z, because the registry's gateway was started anew and does not know what was in use before");
    }

    @Test
    void shouldSayThatNothingWasDeletedWhenItWasADryRun() {
        // When / Then
        assertThat(StorageHappenings.between(
                        status(),
                        with(collection("2026-03-02T03:00:00Z", "DryRun", "Succeeded", "nothing was deleted"))))
                .extracting(Happening::note)
                .containsExactly(
                        "dry run, would be deleted: 3 tags, 4 manifests, 5Mi freed, 6 images kept because they are in use; nothing was deleted");
    }

    @Test
    void shouldWarnWhenACollectionBrokeOff() {
        // When / Then
        assertThat(StorageHappenings.between(
                        status(), with(collection("2026-03-02T03:00:00Z", "Schedule", "Failed", "disk gone"))))
                .containsExactly(Happening.warning(
                        "GarbageCollectionFailed", "CollectGarbage", "disk gone", "2026-03-02T03:00:00Z"));
    }

    private static GarbageCollection collection(String time, String trigger, String result, String message) {
        return new GarbageCollection(
                null, time, trigger, result, "rules", 3, 4, 5L * 1024 * 1024, 6, null, null, message);
    }

    private static LocalRegistryStatus status(Condition... conditions) {
        return LocalRegistryStatus.of(1L, List.of(conditions));
    }

    private static LocalRegistryStatus with(GarbageCollection collection) {
        return new LocalRegistryStatus(
                1L, null, null, null, null, null, null, null, null, null, collection, null, List.of());
    }

    private static Condition storage(String status, String reason, String message) {
        return new Condition("StorageReady", status, reason, message, 1L, "2026-03-01T00:00:00Z");
    }
}
