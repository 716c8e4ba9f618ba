package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;

/**
 * What the place of the images adds to the registry's Pod, for each kind of storage.
 *
 * @param config the section below {@code storage:} in the registry's configuration, without indentation
 * @param volumes volumes of the Pod
 * @param mounts where both containers have them
 * @param gatewayEnv what tells the gateway where the images are
 * @param registryEnv what the registry needs beyond its configuration
 */
record StorageParts(
        String config,
        List<Volume> volumes,
        List<VolumeMount> mounts,
        List<EnvVar> gatewayEnv,
        List<EnvVar> registryEnv) {

    /** Where the images lie in both containers. */
    static final String DATA = "/var/lib/registry";

    static StorageParts of(LocalRegistry registry) {
        return new StorageParts(
                StorageConfig.text(registry),
                StorageVolumes.of(registry),
                StorageVolumes.mounts(registry),
                StorageEnvironment.ofGateway(registry),
                StorageEnvironment.ofRegistry(registry));
    }
}
