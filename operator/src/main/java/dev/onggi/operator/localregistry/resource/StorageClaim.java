package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.RegistryStorage.Claim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Objects;

/** The claim that the images are kept in. */
public final class StorageClaim {

    /** Size where the spec names none. */
    static final String DEFAULT_SIZE = "10Gi";

    private StorageClaim() {}

    /** The claim of a LocalRegistry. */
    public static PersistentVolumeClaim of(LocalRegistry registry, Claim storage) {
        var size = CanonicalQuantity.of(Objects.requireNonNullElse(storage.size(), DEFAULT_SIZE));
        return new PersistentVolumeClaimBuilder()
                .withMetadata(
                        ChildMetadata.of(registry, ChildMetadata.names(registry).registry(), ChildMetadata.REGISTRY))
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(storage.storageClassName())
                .withNewResources()
                .withRequests(Map.of("storage", new Quantity(size)))
                .endResources()
                .endSpec()
                .build();
    }
}
