package dev.onggi.operator.localregistry.retention;

import dev.onggi.api.v1alpha1.LocalRegistryStatus.GarbageCollection;
import dev.onggi.operator.status.Summary;
import java.time.Duration;
import java.util.Optional;

/**
 * How it stands with the collection of garbage.
 *
 * @param blocked what a person must put right before garbage can be collected
 * @param last the collection that ended last, or null
 * @param next when the next one is due, in RFC 3339, or null
 * @param lookAgain when to look again although nothing will be heard
 */
public record RetentionState(
        Optional<Summary.Stalled> blocked, GarbageCollection last, String next, Optional<Duration> lookAgain) {

    /** There is nothing to be collected, and nothing was. */
    public static final RetentionState NONE = new RetentionState(Optional.empty(), null, null, Optional.empty());
}
