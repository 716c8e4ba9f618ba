package dev.onggi.operator.localregistry.storage;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.RegistryStorage.ExistingClaim;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.source.NamedObjectSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;

/** The claims that LocalRegistries name as their storage. They are read and never changed. */
public final class ExistingClaims extends NamedObjectSource<PersistentVolumeClaim, LocalRegistry> {

    /** A source of them. */
    public ExistingClaims(KubernetesClient client) {
        super(
                client,
                PersistentVolumeClaim.class,
                "existing-claims",
                registry -> SpecValues.existingClaim(registry).map(ExistingClaim::name).stream(),
                (before, after) -> before.isMarkedForDeletion() != after.isMarkedForDeletion()
                        || !Objects.equals(before.getStatus(), after.getStatus()));
    }
}
