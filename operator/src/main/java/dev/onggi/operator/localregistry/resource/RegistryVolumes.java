package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.ArrayList;
import java.util.List;

/** The volumes of the registry's Pod. */
final class RegistryVolumes {

    static final String USERS = "users";

    private RegistryVolumes() {}

    static List<Volume> of(LocalRegistry registry) {
        var names = ChildMetadata.names(registry);
        var volumes = new ArrayList<Volume>();
        volumes.addAll(StorageVolumes.of(registry));
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
