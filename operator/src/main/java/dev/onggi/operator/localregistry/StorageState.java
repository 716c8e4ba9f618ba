package dev.onggi.operator.localregistry;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the registry has a place for its images. */
sealed interface StorageState {

    /** A claim is given this time to be bound before its cause is looked for. */
    Duration GRACE = Duration.ofSeconds(20);

    /** The place is there, or none has to be found. */
    record Settled() implements StorageState {}

    /** The claim is being bound, and nobody says that it cannot; {@code lookAgain} is when to ask the next time. */
    record Pending(Instant lookAgain) implements StorageState {}

    /** The claim will not be bound until somebody acts. */
    record NotBound(String message) implements StorageState {}

    /**
     * Tells from the claim and the registry's Pods.
     *
     * @param claim the claim, where the registry keeps its images in one and it has been made
     * @param evidence what else is known of the claim; asked for only when its grace has passed
     */
    static StorageState of(
            Optional<PersistentVolumeClaim> claim, List<Pod> pods, Supplier<StorageEvidence> evidence, Instant now) {
        if (claim.isEmpty()) {
            return new Settled();
        }
        var phase =
                claim.get().getStatus() == null ? null : claim.get().getStatus().getPhase();
        if ("Bound".equals(phase)) {
            return new Settled();
        }
        if ("Lost".equals(phase)) {
            return notBound(claim.get(), "its volume is gone");
        }
        var graceEnd =
                Instant.parse(claim.get().getMetadata().getCreationTimestamp()).plus(GRACE);
        if (now.isBefore(graceEnd)) {
            return new Pending(graceEnd);
        }
        return cause(claim.get(), pods, evidence.get())
                .<StorageState>map(cause -> notBound(claim.get(), cause))
                .orElseGet(() -> new Pending(now.plus(GRACE)));
    }

    private static Optional<String> cause(PersistentVolumeClaim claim, List<Pod> pods, StorageEvidence evidence) {
        var className = claim.getSpec().getStorageClassName();
        if (className == null) {
            return Optional.of("it names no StorageClass and the cluster has no default one");
        }
        if (evidence.classMissing()) {
            return Optional.of("there is no StorageClass \"" + className + "\"");
        }
        return evidence.warning().or(() -> unschedulable(pods));
    }

    /** Where volumes are bound when a Pod needs them, it is the scheduler that says what is wrong. */
    private static Optional<String> unschedulable(List<Pod> pods) {
        return pods.stream()
                .flatMap(pod -> pod.getStatus().getConditions().stream())
                .filter(condition -> condition.getType().equals("PodScheduled")
                        && condition.getStatus().equals("False")
                        && condition.getMessage() != null)
                .map(condition -> condition.getMessage())
                .filter(message -> message.toLowerCase(Locale.ROOT).contains("volume"))
                .findFirst();
    }

    private static NotBound notBound(PersistentVolumeClaim claim, String cause) {
        var metadata = claim.getMetadata();
        return new NotBound("claim %s is not bound: %s; see kubectl describe pvc -n %s %s"
                .formatted(metadata.getName(), cause, metadata.getNamespace(), metadata.getName()));
    }
}
