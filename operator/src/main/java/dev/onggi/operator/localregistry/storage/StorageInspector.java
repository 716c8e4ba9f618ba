package dev.onggi.operator.localregistry.storage;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.RegistryStorage.S3;
import dev.onggi.operator.localregistry.LocalRegistryConditions;
import dev.onggi.operator.localregistry.LocalRegistryReasons;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds out whether a registry has a place for its images. When a claim is not bound in time it looks for the cause, and
 * that is the one place that reads live: to have every event and every StorageClass of the cluster in memory for the sake
 * of a rare mishap would be a waste.
 */
public final class StorageInspector {

    private static final long MAX_EVENTS = 50;
    /** Clocks differ, and a claim is bound in the second in which it is made. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private static final Duration SOON = Duration.ofSeconds(1);

    private final KubernetesClient client;
    private final Clock clock;

    /** An inspector. */
    public StorageInspector(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * The state of a registry's storage.
     *
     * @param claim the claim that the registry keeps its images in, the operator's own or the user's, where it is there
     * @param pods the registry's Pods
     */
    public StorageState inspect(LocalRegistry registry, Optional<PersistentVolumeClaim> claim, List<Pod> pods) {
        var existing = SpecValues.existingClaim(registry);
        if (existing.isPresent()) {
            return claim.map(found -> state(found, false, pods))
                    .orElseGet(() -> missing(registry, existing.get().name()));
        }
        var bucket = SpecValues.s3(registry);
        if (bucket.isPresent()) {
            return bucket(registry, bucket.get(), pods);
        }
        return claim.map(own -> replaced(registry, own).orElseGet(() -> state(own, true, pods)))
                .orElseGet(StorageState.Settled::new);
    }

    private StorageState bucket(LocalRegistry registry, S3 bucket, List<Pod> pods) {
        var secrets = SecretState.of(bucket, registry.getMetadata().getNamespace(), pods);
        return secrets instanceof StorageState.Settled
                ? BucketState.of(registry, bucket, pods, clock.instant())
                : secrets;
    }

    private StorageState state(PersistentVolumeClaim claim, boolean owned, List<Pod> pods) {
        return ClaimState.of(claim, owned, pods, () -> evidence(claim), clock.instant());
    }

    /** What is applied together arrives one by one: for a moment it is on its way. */
    private StorageState missing(LocalRegistry registry, String claim) {
        var namespace = registry.getMetadata().getNamespace();
        var message =
                "there is no PersistentVolumeClaim %s in namespace %s, which spec.storage.existingClaim names; apply it (kubectl get pvc -n %s lists those that there are), or make a LocalRegistry anew with another one"
                        .formatted(claim, namespace, namespace);
        if (hadPlace(registry)) {
            return new StorageState.Blocked(
                    LocalRegistryReasons.STORAGE_LOST, "the claim was deleted, and the images with it: " + message);
        }
        var graceEnd =
                Instant.parse(registry.getMetadata().getCreationTimestamp()).plus(StorageState.GRACE);
        return clock.instant().isBefore(graceEnd)
                ? new StorageState.Pending(LocalRegistryReasons.CLAIM_NOT_FOUND, message, graceEnd)
                : new StorageState.Blocked(LocalRegistryReasons.CLAIM_NOT_FOUND, message);
    }

    /**
     * Whether a claim has taken the place of another: it is younger than the time since which there is one, or it is being
     * bound after the loss of another was told.
     */
    private Optional<StorageState> replaced(LocalRegistry registry, PersistentVolumeClaim claim) {
        var made = Instant.parse(claim.getMetadata().getCreationTimestamp());
        return before(registry)
                .filter(condition -> condition.status().equals(ConditionStatus.TRUE.value())
                        ? made.isAfter(
                                Instant.parse(condition.lastTransitionTime()).plus(CLOCK_SKEW))
                        : condition.reason().equals(LocalRegistryReasons.STORAGE_LOST) && isNew(claim))
                .map(condition -> new StorageState.Pending(
                        LocalRegistryReasons.STORAGE_LOST,
                        "claim %s was deleted, and the images with it; an empty one takes its place. Have the ImageBuilds that push here build anew: kubectl patch ib -n %s NAME --type merge -p '{\"spec\":{\"rebuild\":\"%s\"}}'"
                                .formatted(
                                        claim.getMetadata().getName(),
                                        claim.getMetadata().getNamespace(),
                                        made),
                        clock.instant().plus(SOON)));
    }

    private static boolean isNew(PersistentVolumeClaim claim) {
        var phase = claim.getStatus() == null ? null : claim.getStatus().getPhase();
        return !claim.isMarkedForDeletion() && (phase == null || phase.equals("Pending"));
    }

    private static boolean hadPlace(LocalRegistry registry) {
        return before(registry)
                .filter(condition -> condition.status().equals(ConditionStatus.TRUE.value())
                        || condition.reason().equals(LocalRegistryReasons.STORAGE_LOST))
                .isPresent();
    }

    /** The condition StorageReady as it stands. */
    private static Optional<Condition> before(LocalRegistry registry) {
        var status = registry.getStatus();
        return Conditions.find(status == null ? null : status.conditions(), LocalRegistryConditions.STORAGE_READY);
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
