package dev.onggi.operator.localregistry.storage;

import java.time.Duration;
import java.time.Instant;

/** Whether the registry has a place for its images. */
public sealed interface StorageState {

    /** What is being made or applied is given this time before a cause is looked for. */
    Duration GRACE = Duration.ofSeconds(20);

    /** The place is there, or none has to be found. */
    record Settled() implements StorageState {}

    /** The place is on its way, and nobody says that it cannot come; {@code lookAgain} is when to ask the next time. */
    record Pending(String reason, String message, Instant lookAgain) implements StorageState {}

    /** There will be no place until somebody acts. */
    record Blocked(String reason, String message) implements StorageState {}

    /** The place still serves and will be gone unless somebody acts. */
    record Endangered(String reason, String message) implements StorageState {}
}
