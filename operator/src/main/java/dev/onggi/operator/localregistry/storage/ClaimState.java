package dev.onggi.operator.localregistry.storage;

import dev.onggi.operator.localregistry.LocalRegistryReasons;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells from a claim and the registry's Pods whether the images have a place. */
final class ClaimState {

    private ClaimState() {}

    /**
     * The state of a claim that is there.
     *
     * @param owned whether it is the operator's own, which makes it anew when it is gone
     * @param evidence what else is known of the claim; asked for only when its grace has passed
     */
    static StorageState of(
            PersistentVolumeClaim claim,
            boolean owned,
            List<Pod> pods,
            Supplier<StorageEvidence> evidence,
            Instant now) {
        var phase = claim.getStatus() == null ? null : claim.getStatus().getPhase();
        if ("Lost".equals(phase)) {
            return new StorageState.Blocked(LocalRegistryReasons.STORAGE_LOST, lost(claim, owned));
        }
        if (claim.isMarkedForDeletion()) {
            return new StorageState.Endangered(LocalRegistryReasons.STORAGE_LOST, leaving(claim));
        }
        if ("Bound".equals(phase)) {
            return new StorageState.Settled();
        }
        var graceEnd = Instant.parse(claim.getMetadata().getCreationTimestamp()).plus(StorageState.GRACE);
        if (now.isBefore(graceEnd)) {
            return pending(claim, graceEnd);
        }
        return cause(claim, pods, evidence.get())
                .<StorageState>map(cause -> new StorageState.Blocked(
                        LocalRegistryReasons.STORAGE_NOT_BOUND,
                        "claim %s is not bound: %s; see %s".formatted(name(claim), cause, describe(claim))))
                .orElseGet(() -> pending(claim, now.plus(StorageState.GRACE)));
    }

    private static StorageState.Pending pending(PersistentVolumeClaim claim, Instant lookAgain) {
        return new StorageState.Pending(
                LocalRegistryReasons.STORAGE_PENDING, "claim " + name(claim) + " is being bound", lookAgain);
    }

    private static String lost(PersistentVolumeClaim claim, boolean owned) {
        var next = owned
                ? "bring the volume back, or delete the claim (kubectl delete pvc -n %s %s), in whose place comes an empty one, and build anew (spec.rebuild)"
                : "bring the volume back, or put another claim in its place: kubectl describe pvc -n %s %s";
        return ("claim %s has lost its volume, and the images with it: " + next)
                .formatted(name(claim), namespace(claim), name(claim));
    }

    private static String leaving(PersistentVolumeClaim claim) {
        return "claim %s is being deleted since %s: the images in it are lost as soon as the registry's Pod ends. Copy what is needed to another registry now; then delete that Pod, and build anew what is missing (spec.rebuild). See %s"
                .formatted(name(claim), claim.getMetadata().getDeletionTimestamp(), describe(claim));
    }

    private static Optional<String> cause(PersistentVolumeClaim claim, List<Pod> pods, StorageEvidence evidence) {
        var className = claim.getSpec().getStorageClassName();
        if (className == null) {
            return Optional.of("it names no StorageClass and the cluster has no default one");
        }
        if (evidence.classMissing()) {
            return Optional.of(
                    "there is no StorageClass \"%s\" (kubectl get storageclass lists those that there are); make it, or make a LocalRegistry anew with another one"
                            .formatted(className));
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

    private static String describe(PersistentVolumeClaim claim) {
        return "kubectl describe pvc -n %s %s".formatted(namespace(claim), name(claim));
    }

    private static String name(PersistentVolumeClaim claim) {
        return claim.getMetadata().getName();
    }

    private static String namespace(PersistentVolumeClaim claim) {
        return claim.getMetadata().getNamespace();
    }
}
