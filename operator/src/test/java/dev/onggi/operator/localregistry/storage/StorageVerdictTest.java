package dev.onggi.operator.localregistry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistrySpec;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.GarbageCollection;
import dev.onggi.api.v1alpha1.RegistryRetention;
import dev.onggi.api.v1alpha1.RegistryStorage;
import dev.onggi.api.v1alpha1.RegistryStorage.Claim;
import dev.onggi.api.v1alpha1.RegistryStorage.S3;
import dev.onggi.operator.gateway.api.StorageUsage;
import dev.onggi.operator.status.ConditionStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StorageVerdictTest {

    private static final StorageState SETTLED = new StorageState.Settled();
    private static final RegistryStorage CLAIM = new RegistryStorage(new Claim("10Gi", null), null, null, null);

    @Test
    void shouldStayReadyAndSayWhatComesNextWhenItIsAlmostFull() {
        // When
        var verdict = StorageVerdict.of(registry(CLAIM, false), SETTLED, used(83), null);

        // Then
        assertThat(verdict.status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(verdict.reason()).isEqualTo("StorageAlmostFull");
        assertThat(verdict.message())
                .isEqualTo(
                        "83 (83%) of 100 are used; from 90% on garbage is collected at once, from 95% on new builds wait. Keep less (spec.retention.keepTags, untaggedAfter) or give it more room (spec.storage.persistentVolumeClaim.size): kubectl edit lreg -n team-a registry");
    }

    @Test
    void shouldNotBeReadyWhenItIsFull() {
        // When
        var verdict = StorageVerdict.of(registry(CLAIM, false), SETTLED, used(96), null);

        // Then
        assertThat(verdict.status()).isEqualTo(ConditionStatus.FALSE);
        assertThat(verdict.reason()).isEqualTo("StorageFull");
        assertThat(verdict.message()).contains("96 (96%) of 100 are used: new builds wait", "kubectl edit lreg");
    }

    @Test
    void shouldSayUntilWhenNothingIsDeletedWhenTheGatewayDoesNotKnowWhatIsInUse() {
        // Given
        var last = new GarbageCollection(
                null,
                "2026-03-01T12:00:00Z",
                "StorageFull",
                "Succeeded",
                "",
                0,
                0,
                0L,
                0,
                null,
                "2026-03-01T12:40:00Z",
                null);
        var why =
                "nothing is deleted until 2026-03-01T12:40:00Z, because the registry's gateway was started anew and does not know what was in use before";

        // When
        var registry = registry(CLAIM, false);

        // Then
        assertThat(StorageVerdict.of(registry, SETTLED, used(96), last).message())
                .contains("new builds wait until there is room, and " + why + ". Keep less")
                .doesNotContain("ten minutes");
        assertThat(StorageVerdict.of(registry, SETTLED, used(92), last).message())
                .contains("garbage is collected at once (but " + why + "), from 95%");
        // and where there is no hurry, nobody has asked again since
        assertThat(StorageVerdict.of(registry, SETTLED, used(83), last).message())
                .doesNotContain("nothing is deleted");
        assertThat(StorageVerdict.of(registry(CLAIM, true), SETTLED, used(96), last)
                        .message())
                .doesNotContain("nothing is deleted until");
    }

    @Test
    void shouldNameTheDryRunWhenThatIsWhyNothingIsDeleted() {
        // When / Then
        assertThat(StorageVerdict.of(registry(CLAIM, true), SETTLED, used(96), null)
                        .message())
                .contains("Set spec.retention.dryRun to false");
    }

    @Test
    void shouldBeReadyWhenNobodyKnowsHowMuchABucketHolds() {
        // Given
        var bucket = new RegistryStorage(null, null, null, new S3("images", null, null, null, null, null));

        // When
        var verdict = StorageVerdict.of(
                registry(bucket, false),
                SETTLED,
                StorageReading.of(new StorageUsage(null, 2048, 2048, 1, 1), OptionalLong.empty()),
                null);

        // Then
        assertThat(verdict.status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(verdict.reason()).isEqualTo("StorageReady");
        assertThat(verdict.message()).isEqualTo("there is a place for the images; 2Ki are used");
    }

    @Test
    void shouldTellOfThePlaceBeforeItsFillingWhenThereIsNone() {
        // Given
        var lost = new StorageState.Endangered("StorageLost", "the claim is being deleted");

        // When
        var verdict = StorageVerdict.of(registry(CLAIM, false), lost, used(96), null);

        // Then
        assertThat(verdict)
                .isEqualTo(new StorageVerdict(ConditionStatus.FALSE, "StorageLost", "the claim is being deleted"));
    }

    private static StorageReading used(int percent) {
        return StorageReading.of(new StorageUsage(100L, percent, percent, 1, 1), OptionalLong.of(100));
    }

    private static LocalRegistry registry(RegistryStorage storage, boolean dryRun) {
        var registry = new LocalRegistry();
        registry.setMetadata(new ObjectMetaBuilder()
                .withName("registry")
                .withNamespace("team-a")
                .build());
        registry.setSpec(new LocalRegistrySpec(
                storage,
                null,
                null,
                null,
                new RegistryRetention(10, "24h", "0 3 * * *", dryRun),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        return registry;
    }
}
