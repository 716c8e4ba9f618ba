package dev.onggi.operator.localregistry;

import static java.util.stream.Collectors.toSet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    /**
     * The keys of a map of the object that the manager applied.
     *
     * @param map the map as managed fields name it, such as {@code f:data}
     */
    static Set<String> keys(HasMetadata object, String manager, String map) {
        return entry(object, manager)
                .map(entry -> entry.getFieldsV1().getAdditionalProperties().get(map))
                .filter(Map.class::isInstance)
                .map(fields -> ((Map<?, ?>) fields)
                        .keySet().stream()
                                .map(String::valueOf)
                                .filter(field -> field.startsWith("f:"))
                                .map(field -> field.substring("f:".length()))
                                .collect(toSet()))
                .orElse(Set.of());
    }

    private static Optional<ManagedFieldsEntry> entry(HasMetadata object, String manager) {
        return object.getMetadata().getManagedFields().stream()
                .filter(entry -> manager.equals(entry.getManager()) && "Apply".equals(entry.getOperation()))
                .findFirst();
    }
}
