package dev.onggi.operator.localregistry.certmanager;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.source.NamedObjectSource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** The Certificates of LocalRegistries that ask for one. */
public final class Certificates extends NamedObjectSource<Certificate, LocalRegistry> {

    private final KubernetesClient client;
    private final Predicate<ResourceID> exists;
    private volatile boolean installed;

    /**
     * A source of them.
     *
     * @param exists whether there still is a LocalRegistry
     */
    public Certificates(KubernetesClient client, Predicate<ResourceID> exists) {
        super(
                client,
                Certificate.class,
                "cert-manager-certificates",
                registry ->
                        SpecValues.certManager(registry)
                                .map(kind -> ChildMetadata.names(registry).registry())
                                .stream(),
                (before, after) -> !Objects.equals(before.getStatus(), after.getStatus())
                        || !Objects.equals(before.getSpec(), after.getSpec()));
        this.client = client;
        this.exists = exists;
    }

    /** Whether the cluster knows the kind. Asked until it does: nobody tells when it is installed. */
    public boolean isInstalled() {
        installed = installed || client.supports(Certificate.class);
        return installed;
    }

    /** The Certificate of a LocalRegistry, where cert-manager is installed. */
    public Optional<Certificate> of(LocalRegistry registry) {
        return isInstalled() ? find(registry, exists) : Optional.empty();
    }
}
