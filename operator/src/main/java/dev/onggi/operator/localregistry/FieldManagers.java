package dev.onggi.operator.localregistry;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.time.Instant;
import java.util.Optional;

/** Reads from an object's managed fields who applied something to it, and when. */
final class FieldManagers {

    private FieldManagers() {}

    static boolean has(HasMetadata object, String manager) {
        return entry(object, manager).isPresent();
    }

    /** When the manager last changed something; the API server moves this time on a real change alone. */
    static Optional<Instant> lastWrite(HasMetadata object, String manager) {
        return entry(object, manager).map(ManagedFieldsEntry::getTime).map(Instant::parse);
    }

    private static Optional<ManagedFieldsEntry> entry(HasMetadata object, String manager) {
        return object.getMetadata().getManagedFields().stream()
                .filter(entry -> manager.equals(entry.getManager()) && "Apply".equals(entry.getOperation()))
                .findFirst();
    }
}
