package dev.onggi.operator.localregistry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalRegistryStatus.Images;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.StorageUse;
import dev.onggi.operator.gateway.api.StorageUsage;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StorageReadingTest {

    private static final long GI = 1024L * 1024 * 1024;

    @Test
    void shouldTellThePercentageWhenTheCapacityIsKnown() {
        // When
        var reading = of(10 * GI, 5 * GI / 4, 5 * GI / 4, OptionalLong.of(10 * GI));

        // Then
        assertThat(reading.use()).isEqualTo(new StorageUse("10Gi", "1.3Gi", 12, "1.3Gi (12%)"));
        assertThat(reading.images()).isEqualTo(new Images(3, 17));
        assertThat(reading.usedPercent()).hasValue(12);
    }

    @Test
    void shouldTellWhatIsUsedAloneWhenNobodyKnowsTheCapacity() {
        // When
        var reading = of(null, 3000 * GI, 3000 * GI, OptionalLong.empty());

        // Then
        assertThat(reading.use()).isEqualTo(new StorageUse(null, "2.9Ti", null, "2.9Ti"));
        assertThat(reading.usedPercent()).isEmpty();
    }

    @Test
    void shouldNotExceedAHundredWhenTheStorageHoldsMoreThanItShould() {
        // When / Then
        assertThat(of(GI, 3 * GI, 3 * GI, OptionalLong.of(GI)).usedPercent()).hasValue(100);
    }

    @Test
    void shouldNotSayFullWhenAByteIsLeft() {
        // When / Then
        assertThat(of(GI, GI - 1, GI - 1, OptionalLong.of(GI)).usedPercent()).hasValue(99);
    }

    @Test
    void shouldTakeTheFileSystemsWordWhenItIsTheRegistrysOwn() {
        // Given a volume that is a little larger than what was promised, one that is smaller, and one of which nothing
        // was
        var larger = of(11 * GI, 7 * GI, GI, OptionalLong.of(10 * GI));
        var smaller = of(4 * GI, 2 * GI, GI, OptionalLong.of(10 * GI));
        var unpromised = of(4 * GI, 2 * GI, GI, OptionalLong.empty());

        // Then
        assertThat(larger.use().summary()).isEqualTo("7Gi (70%)");
        assertThat(larger.use().capacity()).isEqualTo("10Gi");
        assertThat(smaller.use().summary()).isEqualTo("2Gi (50%)");
        assertThat(smaller.use().capacity()).isEqualTo("4Gi");
        assertThat(unpromised).isEqualTo(smaller);
    }

    @Test
    void shouldCountWhatTheRegistryHoldsWhenTheFileSystemIsTheNodes() {
        // When
        var reading = of(500 * GI, 300 * GI, GI, OptionalLong.of(10 * GI));

        // Then
        assertThat(reading.use()).isEqualTo(new StorageUse("10Gi", "1Gi", 10, "1Gi (10%)"));
    }

    private static StorageReading of(Long size, long used, long held, OptionalLong promised) {
        return StorageReading.of(new StorageUsage(size, used, held, 3, 17), promised);
    }
}
