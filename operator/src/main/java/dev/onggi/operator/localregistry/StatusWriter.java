package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.operator.event.EventRecorder;
import dev.onggi.operator.metrics.Meters;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import java.time.Clock;

/**
 * Writes a status that differs from the one that is there, and tells by events what happened. The events come first: a
 * transition whose status was written is never told again.
 */
final class StatusWriter {

    private final EventRecorder events;
    private final Meters meters;
    private final Clock clock;

    StatusWriter(EventRecorder events, Meters meters, Clock clock) {
        this.events = events;
        this.meters = meters;
        this.clock = clock;
    }

    /** The resource with this status. */
    LocalRegistry publish(LocalRegistry registry, LocalRegistryStatus status, Context<LocalRegistry> context) {
        if (status.equals(registry.getStatus())) {
            return registry;
        }
        LocalRegistryHappenings.between(registry.getStatus(), status)
                .forEach(happening -> events.record(registry, happening));
        var written =
                PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(registry, fresh(registry, status), context);
        // after it: what was not written is told again
        meters.record(RegistryMeasures.between(registry, status, clock.instant()));
        return written;
    }

    /** Nothing but the name and the status: whatever else it held would be applied too. */
    static LocalRegistry fresh(LocalRegistry registry, LocalRegistryStatus status) {
        var fresh = new LocalRegistry();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(registry.getMetadata().getName())
                .withNamespace(registry.getMetadata().getNamespace())
                .build());
        fresh.setStatus(status);
        return fresh;
    }
}
