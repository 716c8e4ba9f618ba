package dev.onggi.operator.localregistry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageLevelTest {

    @ParameterizedTest
    @CsvSource({
        "79, StorageReady, ROOM",
        "80, StorageReady, ALMOST_FULL",
        "94, StorageReady, ALMOST_FULL",
        "95, StorageReady, FULL",
        "100, , FULL",
        "0, , ROOM"
    })
    void shouldRiseAtItsThresholdWhenTheStorageFills(int percent, String before, StorageLevel level) {
        // When / Then
        assertThat(StorageLevel.of(percent, before)).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({
        "78, StorageAlmostFull, ALMOST_FULL",
        "77, StorageAlmostFull, ROOM",
        "93, StorageFull, FULL",
        "92, StorageFull, ALMOST_FULL",
        "78, StorageFull, ALMOST_FULL",
        "77, StorageFull, ROOM"
    })
    void shouldStayUntilTwoPercentLessWhenTheStorageIsEmptied(int percent, String before, StorageLevel level) {
        // When / Then
        assertThat(StorageLevel.of(percent, before)).isEqualTo(level);
    }
}
