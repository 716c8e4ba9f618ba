package dev.onggi.operator.gateway.api;

import java.time.Instant;
import java.util.List;

/**
 * What came of a collection of garbage, or is coming of it while it runs.
 *
 * @param id that of the request
 * @param state whether it goes on, and how it ended
 * @param startTime when it began
 * @param completionTime when it ended; null while it runs
 * @param dryRun whether nothing was deleted, and the counts say what would have been
 * @param deletedTags tags deleted
 * @param deletedManifests manifests deleted
 * @param deletedBlobs blobs deleted (layers, configs and the data of manifests)
 * @param freedBytes bytes freed
 * @param keptInUse manifests kept only because the cluster or a request of just now uses them
 * @param candidates what was deleted or would be, {@code repository:tag} and {@code repository@digest}: at most
 *     {@value #CANDIDATES} of them
 * @param notBefore until when nothing at all is deleted, because the gateway does not know what was in use before it
 *     started; null where it does
 * @param message one sentence for a person: what happened, and for a failure its cause
 */
public record CollectionReport(
        String id,
        State state,
        Instant startTime,
        Instant completionTime,
        boolean dryRun,
        long deletedTags,
        long deletedManifests,
        long deletedBlobs,
        long freedBytes,
        long keptInUse,
        List<String> candidates,
        Instant notBefore,
        String message) {

    /** How many candidates a report names. */
    public static final int CANDIDATES = 50;

    /** Whether a collection goes on, and how it ended. */
    public enum State {
        Running,
        Succeeded,
        Failed
    }

    /** A report; candidates that are absent in the JSON are none. */
    public CollectionReport {
        candidates = candidates == null ? List.of() : List.copyOf(candidates);
    }
}
