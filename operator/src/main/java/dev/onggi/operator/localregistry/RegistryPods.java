package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.util.Comparator;
import java.util.List;

/** Pods of a LocalRegistry, from the informer. */
final class RegistryPods {

    private RegistryPods() {}

    /** Those of a canary, in the order of their names. */
    static List<Pod> canaries(RegistrySources sources, LocalRegistry registry, DaemonSet canary) {
        return sources.pods().getSecondaryResources(registry).stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner ->
                                owner.getUid().equals(canary.getMetadata().getUid())))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
    }
}
