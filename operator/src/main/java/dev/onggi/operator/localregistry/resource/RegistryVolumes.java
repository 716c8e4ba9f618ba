package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/** The volumes of the registry's Pod, and where containers have them. */
final class RegistryVolumes {

    static final String CONFIG = "config";
    static final String TLS = "tls";
    static final String USERS = "users";
    static final String TMP = "tmp";

    /** r-xr-xr-x: a program lies beside the configuration then ({@link UpstreamContainers#USER}). */
    private static final Integer PROGRAMS = 0555;

    private static final String TMP_SIZE = "16Mi";

    private RegistryVolumes() {}

    static List<Volume> of(LocalRegistry registry) {
        var names = ChildMetadata.names(registry);
        var volumes = new ArrayList<>(StorageParts.of(registry).volumes());
        volumes.add(new VolumeBuilder()
                .withName(CONFIG)
                .withNewConfigMap()
                .withName(names.registry())
                .withDefaultMode(Upstream.of(registry).isEmpty() ? null : PROGRAMS)
                .endConfigMap()
                .build());
        volumes.add(new VolumeBuilder()
                .withName(TMP)
                .withNewEmptyDir()
                .withSizeLimit(new Quantity(TMP_SIZE))
                .endEmptyDir()
                .build());
        if (SpecValues.tlsWanted(registry)) {
            volumes.add(secret(TLS, names.tlsSecret(), CertificateSecrets.CERTIFICATE, CertificateSecrets.PRIVATE_KEY));
        }
        if (SpecValues.usersWanted(registry)) {
            volumes.add(secret(USERS, names.usersSecret(), UsersSecret.FILE));
        }
        volumes.addAll(UpstreamContainers.volumes(registry));
        return volumes;
    }

    static VolumeMount mount(String volume, String path, Boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(readOnly)
                .build();
    }

    /** Single keys of a Secret: the gateway has no use for what passwords are derived from. */
    private static Volume secret(String volume, String secret, String... keys) {
        return new VolumeBuilder()
                .withName(volume)
                .withNewSecret()
                .withSecretName(secret)
                .withItems(List.of(keys).stream()
                        .map(key -> new KeyToPathBuilder()
                                .withKey(key)
                                .withPath(key)
                                .build())
                        .toList())
                .endSecret()
                .build();
    }
}
