package dev.onggi.operator.localregistry.storage;

import dev.onggi.api.v1alpha1.LocalObjectReference;
import dev.onggi.api.v1alpha1.RegistryStorage.S3;
import dev.onggi.operator.localregistry.LocalRegistryReasons;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells whether the Secrets of a bucket are there, by what the kubelet says of the registry's Pod: its word is what counts,
 * for it is the one that hands them over.
 */
final class SecretState {

    /** The kubelet's word for a Secret or a key that a container needs and that is not there. */
    private static final String NOT_THERE = "CreateContainerConfigError";

    private SecretState() {}

    static StorageState of(S3 bucket, String namespace, List<Pod> pods) {
        return complaint(pods)
                .filter(message -> names(bucket).anyMatch(message::contains))
                .<StorageState>map(message -> new StorageState.Blocked(
                        LocalRegistryReasons.STORAGE_SECRET_UNUSABLE,
                        "the credentials of the bucket %s cannot be used: %s. %s; the registry starts by itself then"
                                .formatted(bucket.bucket(), message, wanted(bucket, namespace))))
                .orElseGet(StorageState.Settled::new);
    }

    private static Optional<String> complaint(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null && pod.getStatus() != null)
                .flatMap(pod -> Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream()))
                .map(ContainerStatus::getState)
                .filter(Objects::nonNull)
                .map(ContainerState::getWaiting)
                .filter(waiting -> waiting != null && NOT_THERE.equals(waiting.getReason()))
                .map(waiting -> Objects.requireNonNullElse(waiting.getMessage(), ""))
                .findFirst();
    }

    private static Stream<String> names(S3 bucket) {
        return Stream.of(bucket.secretRef(), bucket.caRef())
                .filter(Objects::nonNull)
                .map(LocalObjectReference::name);
    }

    private static String wanted(S3 bucket, String namespace) {
        var secret = bucket.secretRef().name();
        var credentials =
                "Secret %s needs the keys accessKeyId and secretAccessKey: kubectl create secret generic -n %s %s --from-literal=accessKeyId=… --from-literal=secretAccessKey=…"
                        .formatted(secret, namespace, secret);
        if (bucket.caRef() == null) {
            return credentials;
        }
        var ca = bucket.caRef().name();
        return credentials
                + ". Secret %s needs the key ca.crt: kubectl create secret generic -n %s %s --from-file=ca.crt"
                        .formatted(ca, namespace, ca);
    }
}
