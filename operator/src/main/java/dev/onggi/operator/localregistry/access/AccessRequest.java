package dev.onggi.operator.localregistry.access;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistrySpec;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.api.v1alpha1.RegistryAccess;
import dev.onggi.api.v1alpha1.RegistryAccess.Mode;
import dev.onggi.operator.model.RegistryNames;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Objects;
import java.util.Optional;

/**
 * What a LocalRegistry asks for, with what is known of it.
 *
 * @param port the port on nodes that the spec asks for
 * @param uid the resource's UID, which other ports are derived from
 * @param nodePort the port that Kubernetes gave the Service, where it has one
 * @param pulledBy what image references started with until now
 */
public record AccessRequest(
        Mode mode,
        Optional<Integer> port,
        Optional<String> externalHost,
        String uid,
        String address,
        Optional<Integer> nodePort,
        Optional<String> pulledBy) {

    /** The request of a resource whose Service is there or not yet. */
    public static AccessRequest of(LocalRegistry registry, Optional<Service> service) {
        var metadata = registry.getMetadata();
        var nodes = Optional.ofNullable(registry.getSpec())
                .map(LocalRegistrySpec::access)
                .map(RegistryAccess::nodes);
        return new AccessRequest(
                nodes.map(RegistryAccess.Nodes::mode).orElse(Mode.AUTO),
                nodes.map(RegistryAccess.Nodes::port),
                nodes.map(RegistryAccess.Nodes::externalHost),
                metadata.getUid(),
                new RegistryNames(metadata.getNamespace(), metadata.getName()).address(),
                service.flatMap(AccessRequest::nodePort),
                Optional.ofNullable(registry.getStatus()).map(LocalRegistryStatus::pullAddress));
    }

    private static Optional<Integer> nodePort(Service service) {
        return service.getSpec().getPorts().stream()
                .map(ServicePort::getNodePort)
                .filter(Objects::nonNull)
                .findFirst();
    }
}
