package dev.onggi.operator.localregistry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalRegistryStatus.Images;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.StorageUse;
import dev.onggi.operator.gateway.api.StorageUsage;
import org.junit.jupiter.api.Test;

class StorageReadingTest {

    private static final long GI = 1024L * 1024 * 1024;

    @Test
    void shouldTellThePercentageWhenTheCapacityIsKnown() {
        // When
        var reading = StorageReading.of(new StorageUsage(10 * GI, 5 * GI / 4, 3, 17));

        // Then
        assertThat(reading.use()).isEqualTo(new StorageUse("10Gi", "1.3Gi", 12, "1.3Gi (12%)"));
        assertThat(reading.images()).isEqualTo(new Images(3, 17));
        assertThat(reading.usedPercent()).hasValue(12);
    }

    @Test
    void shouldTellWhatIsUsedAloneWhenNobodyKnowsTheCapacity() {
        // When
        var reading = StorageReading.of(new StorageUsage(null, 3000 * GI, 1, 1));

        // Then
        assertThat(reading.use()).isEqualTo(new StorageUse(null, "2.9Ti", null, "2.9Ti"));
        assertThat(reading.usedPercent()).isEmpty();
    }

    @Test
    void shouldNotExceedAHundredWhenTheStorageHoldsMoreThanItShould() {
        // When / Then
        assertThat(StorageReading.of(new StorageUsage(GI, 3 * GI, 1, 1)).usedPercent())
                .hasValue(100);
    }

    @Test
    void shouldNotSayFullWhenAByteIsLeft() {
        // When / Then
        assertThat(StorageReading.of(new StorageUsage(GI, GI - 1, 1, 1)).usedPercent())
                .hasValue(99);
    }
}
