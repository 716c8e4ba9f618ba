package dev.onggi.operator.localregistry;

import dev.onggi.operator.localregistry.resource.CertificateSecrets.InUse;
import dev.onggi.operator.localregistry.resource.CertificateSecrets.Trusted;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import dev.onggi.operator.localregistry.resource.RegistryUsers;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What there is of a LocalRegistry, read once in a reconciliation. Everything here has been checked to be the registry's
 * own.
 *
 * @param trusted the CAs that everybody is told to trust
 * @param tls the certificate in use
 * @param pods Pods that carry the registry's label
 */
record Observation(
        Optional<Service> service,
        Optional<RegistryUsers> users,
        Optional<Trusted> trusted,
        Optional<InUse> tls,
        Optional<PersistentVolumeClaim> claim,
        Optional<Deployment> deployment,
        Optional<DaemonSet> canary,
        Collection<Pod> pods) {

    /** The CAs in PEM; empty where there are none. */
    Optional<String> ca() {
        return trusted.map(Trusted::authorities);
    }

    /** The IP address of the Service, as soon as it has one. */
    Optional<String> clusterIp() {
        return service.map(object -> object.getSpec().getClusterIP()).filter(address -> !address.isEmpty());
    }

    /** Pods of the registry itself. */
    List<Pod> registryPods() {
        return component(ChildMetadata.REGISTRY).toList();
    }

    /** The Pod that serves, where one is ready. */
    Optional<Pod> servingPod() {
        return registryPods().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True")))
                .findFirst();
    }

    /** Pods of the canary: those of the very DaemonSet that is there. */
    List<Pod> canaryPods() {
        return component(ChildMetadata.CANARY)
                .filter(pod -> canary.isPresent()
                        && pod.getMetadata().getOwnerReferences().stream()
                                .map(OwnerReference::getUid)
                                .anyMatch(canary.get().getMetadata().getUid()::equals))
                .toList();
    }

    private Stream<Pod> component(String component) {
        return pods.stream()
                .filter(pod -> component.equals(pod.getMetadata().getLabels().get(Labels.NAME)))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()));
    }
}
