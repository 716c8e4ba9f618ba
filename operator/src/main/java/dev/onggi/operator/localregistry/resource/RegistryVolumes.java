package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The volumes of the registry's Pod. */
final class RegistryVolumes {

    static final String DATA = "data";
    static final String USERS = "users";

    private RegistryVolumes() {}

    static List<Volume> of(LocalRegistry registry) {
        var names = ChildMetadata.names(registry);
        var volumes = new ArrayList<Volume>();
        volumes.add(data(registry));
        volumes.add(new VolumeBuilder()
                .withName("config")
                .withNewConfigMap()
                .withName(names.registry())
                .endConfigMap()
                .build());
        volumes.add(new VolumeBuilder()
                .withName("tls")
                .withNewSecret()
                .withSecretName(names.tlsSecret())
                .endSecret()
                .build());
        if (SpecValues.usersWanted(registry)) {
            volumes.add(users(names.usersSecret()));
        }
        return volumes;
    }

    private static Volume data(LocalRegistry registry) {
        var volume = new VolumeBuilder().withName(DATA);
        return SpecValues.emptyDir(registry)
                .map(emptyDir -> volume.withNewEmptyDir()
                        .withSizeLimit(Optional.ofNullable(emptyDir.sizeLimit())
                                .map(limit -> new Quantity(CanonicalQuantity.of(limit)))
                                .orElse(null))
                        .endEmptyDir()
                        .build())
                .orElseGet(() -> volume.withNewPersistentVolumeClaim(
                                ChildMetadata.names(registry).registry(), null)
                        .build());
    }

    /** The hashes alone: the registry has no use for the passwords. */
    private static Volume users(String secret) {
        return new VolumeBuilder()
                .withName(USERS)
                .withNewSecret()
                .withSecretName(secret)
                .withItems(new KeyToPathBuilder()
                        .withKey(UsersSecret.HTPASSWD)
                        .withPath(UsersSecret.HTPASSWD)
                        .build())
                .endSecret()
                .build();
    }
}
