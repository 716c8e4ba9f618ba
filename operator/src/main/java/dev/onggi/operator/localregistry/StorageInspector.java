package dev.onggi.operator.localregistry;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for the cause when a claim is not bound in time. It is the one place that reads live: to have every event and
 * every StorageClass of the cluster in memory for the sake of a rare mishap would be a waste.
 */
final class StorageInspector {

    private static final long MAX_EVENTS = 50;

    private final KubernetesClient client;
    private final Clock clock;

    StorageInspector(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** The state of a registry's storage. */
    StorageState inspect(Observation observed) {
        return StorageState.of(
                observed.claim(),
                observed.registryPods(),
                () -> evidence(observed.claim().orElseThrow()),
                clock.instant());
    }

    private StorageEvidence evidence(PersistentVolumeClaim claim) {
        var className = claim.getSpec().getStorageClassName();
        boolean missing = className != null
                && client.storage().v1().storageClasses().withName(className).get() == null;
        return new StorageEvidence(missing, newestWarning(claim));
    }

    private Optional<String> newestWarning(PersistentVolumeClaim claim) {
        return client
                .events()
                .v1()
                .events()
                .inNamespace(claim.getMetadata().getNamespace())
                .withField("regarding.uid", claim.getMetadata().getUid())
                .withField("type", "Warning")
                .list(new ListOptionsBuilder().withLimit(MAX_EVENTS).build())
                .getItems()
                .stream()
                .max(Comparator.comparing(StorageInspector::time))
                .map(event -> event.getReason() + ": " + event.getNote());
    }

    /** Recorders of the old kind, which those of volumes are, count up one event and move this time. */
    private static String time(Event event) {
        return Stream.of(event.getDeprecatedLastTimestamp(), event.getMetadata().getCreationTimestamp())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }
}
