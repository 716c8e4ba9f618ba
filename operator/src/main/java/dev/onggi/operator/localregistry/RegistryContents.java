package dev.onggi.operator.localregistry;

import dev.onggi.operator.localregistry.retention.RetentionState;
import dev.onggi.operator.localregistry.storage.StorageReading;
import java.time.Duration;
import java.util.Optional;

/**
 * What a registry holds, and how it stands with its garbage.
 *
 * @param reading how full it is; as the status has it where the registry does not serve
 * @param lookAgain when to look again: all of this is outside of Kubernetes' sight
 */
record RegistryContents(StorageReading reading, RetentionState retention, Optional<Duration> lookAgain) {

    /** Nothing is known. */
    static final RegistryContents UNKNOWN =
            new RegistryContents(new StorageReading(null, null), RetentionState.NONE, Optional.empty());
}
