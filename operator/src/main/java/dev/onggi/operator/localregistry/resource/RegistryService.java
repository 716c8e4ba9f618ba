package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.model.RegistryNames;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

/** The Service. It bears the LocalRegistry's own name, because that name becomes the host in every image reference. */
public final class RegistryService {

    /** Name of the port, in the Service and in the Pod. */
    static final String PORT_NAME = "registry";

    private RegistryService() {}

    /** The Service of a LocalRegistry. */
    public static Service of(LocalRegistry registry) {
        var nodePort = SpecValues.nodePort(registry);
        return new ServiceBuilder()
                .withMetadata(
                        ChildMetadata.of(registry, ChildMetadata.names(registry).service(), ChildMetadata.REGISTRY))
                .withNewSpec()
                .withType(nodePort.isPresent() ? "NodePort" : null)
                .withSelector(ChildMetadata.selector(registry, ChildMetadata.REGISTRY))
                .addNewPort()
                .withName(PORT_NAME)
                .withProtocol("TCP")
                .withPort(RegistryNames.PORT)
                .withTargetPort(new IntOrString(PORT_NAME))
                .withNodePort(nodePort.map(SpecValues.NodePort::number).orElse(null))
                .endPort()
                .endSpec()
                .build();
    }
}
