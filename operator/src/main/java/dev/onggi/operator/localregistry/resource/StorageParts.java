package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.Optional;

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

    private static final String VOLUME = "data";

    static StorageParts of(LocalRegistry registry) {
        return new StorageParts(
                """
                filesystem:
                  rootdirectory: %s
                """.formatted(DATA),
                List.of(volume(registry)),
                List.of(new VolumeMountBuilder()
                        .withName(VOLUME)
                        .withMountPath(DATA)
                        .build()),
                List.of(new EnvVarBuilder()
                        .withName("ONGGI_GATEWAY_STORAGE")
                        .withValue(DATA)
                        .build()),
                List.of());
    }

    private static Volume volume(LocalRegistry registry) {
        var volume = new VolumeBuilder().withName(VOLUME);
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
}
