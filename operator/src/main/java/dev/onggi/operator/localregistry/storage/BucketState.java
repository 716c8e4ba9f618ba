package dev.onggi.operator.localregistry.storage;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.RegistryStorage.S3;
import dev.onggi.operator.gateway.api.StorageFault;
import dev.onggi.operator.localregistry.LocalRegistryReasons;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells whether a bucket can be used, by how the gateway in the registry's Pod ended. */
final class BucketState {

    private static final String GATEWAY = "gateway";

    private BucketState() {}

    static StorageState of(LocalRegistry registry, S3 bucket, List<Pod> pods, Instant now) {
        return end(pods)
                .flatMap(end -> StorageFault.of(end.getExitCode())
                        .map(fault -> state(registry, bucket, fault, words(end), now)))
                .orElseGet(StorageState.Settled::new);
    }

    private static StorageState state(
            LocalRegistry registry, S3 bucket, StorageFault fault, String words, Instant now) {
        return switch (fault) {
            case MISSING ->
                new StorageState.Blocked(
                        LocalRegistryReasons.BUCKET_NOT_FOUND,
                        "there is no bucket %s at %s (%s); make it, and the registry looks again by itself, at the latest after five minutes. To have it look at once: %s"
                                .formatted(bucket.bucket(), server(bucket), words, restart(registry)));
            case REFUSED ->
                new StorageState.Blocked(
                        LocalRegistryReasons.BUCKET_ACCESS_DENIED,
                        "%s refuses the credentials of Secret %s for the bucket %s (%s); give that user the rights on the bucket, or correct the Secret: kubectl create secret generic -n %s %s --from-literal=accessKeyId=… --from-literal=secretAccessKey=… --dry-run=client -o yaml | kubectl apply -f - and the registry is started anew with it by itself. Once the user has got the rights, the registry looks again by itself, at the latest after five minutes; to have it look at once: %s"
                                .formatted(
                                        server(bucket),
                                        bucket.secretRef().name(),
                                        bucket.bucket(),
                                        words,
                                        namespace(registry),
                                        bucket.secretRef().name(),
                                        restart(registry)));
            case UNREACHABLE ->
                new StorageState.Pending(
                        LocalRegistryReasons.BUCKET_UNREACHABLE,
                        "%s does not answer for the bucket %s: %s; it is tried again, at the latest after five minutes. See whether the server runs and whether spec.storage.s3.endpoint and caRef are right: kubectl get lreg -n %s %s -o jsonpath='{.spec.storage.s3}'"
                                .formatted(
                                        server(bucket),
                                        bucket.bucket(),
                                        words,
                                        namespace(registry),
                                        registry.getMetadata().getName()),
                        now.plus(StorageState.GRACE));
        };
    }

    /** The newest end of a gateway that does not serve again. */
    private static Optional<ContainerStateTerminated> end(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null && pod.getStatus() != null)
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .filter(container -> GATEWAY.equals(container.getName()) && !Boolean.TRUE.equals(container.getReady()))
                .flatMap(BucketState::ends)
                .findFirst();
    }

    private static Stream<ContainerStateTerminated> ends(ContainerStatus container) {
        return Stream.of(container.getState(), container.getLastState())
                .filter(Objects::nonNull)
                .map(ContainerState::getTerminated)
                .filter(Objects::nonNull)
                .limit(1);
    }

    private static String words(ContainerStateTerminated end) {
        return Optional.ofNullable(end.getMessage())
                .flatMap(StorageFault::words)
                .orElse("without a word");
    }

    private static String server(S3 bucket) {
        return bucket.endpoint() == null ? "Amazon S3 in region " + bucket.region() : bucket.endpoint();
    }

    private static String restart(LocalRegistry registry) {
        return "kubectl rollout restart -n %s deployment/%s"
                .formatted(namespace(registry), ChildMetadata.names(registry).registry());
    }

    private static String namespace(LocalRegistry registry) {
        return registry.getMetadata().getNamespace();
    }
}
