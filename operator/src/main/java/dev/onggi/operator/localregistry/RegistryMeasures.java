package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.GarbageCollection;
import dev.onggi.operator.metrics.Measurement;
import dev.onggi.operator.metrics.Metric;
import dev.onggi.operator.metrics.ReadyTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What there is to measure between two statuses of a LocalRegistry. Pure. */
final class RegistryMeasures {

    private static final String DRY_RUN = "DryRun";

    private RegistryMeasures() {}

    /**
     * The measurements.
     *
     * @param registry the resource with the status as it was
     * @param after the status as it is now
     */
    static List<Measurement> between(LocalRegistry registry, LocalRegistryStatus after, Instant now) {
        var before = registry.getStatus();
        var found = new ArrayList<Measurement>();
        var was = before == null ? null : before.lastGarbageCollection();
        var is = after.lastGarbageCollection();
        if (is != null && (was == null || !is.time().equals(was.time()))) {
            found.addAll(collected(registry, is));
        }
        ReadyTime.between("LocalRegistry", before == null ? null : before.conditions(), after.conditions(), now)
                .ifPresent(found::add);
        return List.copyOf(found);
    }

    private static List<Measurement> collected(LocalRegistry registry, GarbageCollection collection) {
        var namespace = registry.getMetadata().getNamespace();
        var name = registry.getMetadata().getName();
        var found = new ArrayList<Measurement>();
        found.add(Measurement.one(Metric.COLLECTIONS, namespace, name, collection.trigger(), collection.result()));
        var freed =
                collection.trigger().equals(DRY_RUN) || collection.freedBytes() == null ? 0L : collection.freedBytes();
        found.add(new Measurement.Count(Metric.FREED, freed, List.of(namespace, name)));
        if (collection.startTime() != null) {
            found.add(Measurement.took(
                    Metric.COLLECTION_DURATION,
                    Duration.between(Instant.parse(collection.startTime()), Instant.parse(collection.time())),
                    collection.trigger()));
        }
        return found;
    }
}
