package dev.onggi.operator.localregistry;

import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.dependent.workflow.WorkflowReconcileResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Sorts what went wrong in a workflow: what a person must put right, and what is worth another try. */
final class WorkflowFailures {

    private WorkflowFailures() {}

    /**
     * What a person must put right, if there is such a thing.
     *
     * @throws RuntimeException the first failure of another kind, for the framework to try again with growing pauses
     */
    static Optional<Summary.Stalled> sort(WorkflowReconcileResult result) {
        return sort(result.getErroredDependents().values().stream()
                .sorted(Comparator.comparing(failure -> String.valueOf(failure.getMessage())))
                .toList());
    }

    static Optional<Summary.Stalled> sort(List<? extends Exception> all) {
        // the state of the certificate tells of those
        var failures = all.stream()
                .filter(failure -> !(failure instanceof CertificateNotReadyException))
                .toList();
        var stalled = failures.stream()
                .map(WorkflowFailures::stalled)
                .flatMap(Optional::stream)
                .toList();
        if (stalled.isEmpty() && !failures.isEmpty()) {
            throw failures.getFirst() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException(failures.getFirst());
        }
        // all of one kind at once, so that nobody has to come back for the next
        return stalled.stream()
                .filter(one -> one.reason().equals(stalled.getFirst().reason()))
                .reduce((one, other) -> new Summary.Stalled(one.reason(), one.message() + " | " + other.message()));
    }

    private static Optional<Summary.Stalled> stalled(Exception failure) {
        return switch (failure) {
            case NameTakenException taken ->
                Optional.of(new Summary.Stalled(LocalRegistryReasons.NAME_TAKEN, taken.getMessage()));
            case AuthorityUnusableException unusable ->
                Optional.of(new Summary.Stalled(LocalRegistryReasons.AUTHORITY_UNUSABLE, unusable.getMessage()));
            case KubernetesClientException refused
            when isRefusedResize(refused) ->
                Optional.of(new Summary.Stalled(
                        LocalRegistryReasons.STORAGE_NOT_EXPANDABLE,
                        "the claim cannot grow: %s; set allowVolumeExpansion on its StorageClass where the provisioner can do it (kubectl get storageclass), or make a second LocalRegistry of that size"
                                .formatted(refused.getStatus().getMessage())));
            default -> Optional.empty();
        };
    }

    /** The words of the API server's admission plugin PersistentVolumeClaimResize. */
    private static boolean isRefusedResize(KubernetesClientException failure) {
        return failure.getStatus() != null
                && failure.getStatus().getMessage() != null
                && failure.getStatus().getMessage().contains("pvc can be resized");
    }
}
