package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.RegistryStorage.EmptyDir;
import dev.onggi.api.v1alpha1.RegistryStorage.S3;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The volumes of the kinds of storage, and where the containers that work on the storage mount them. With a bucket there is
 * a directory as well: upstreams are kept in it, and uploads on their way.
 */
final class StorageVolumes {

    /** Where the CA of the S3 server lies. */
    static final String S3_CA_PATH = "/etc/onggi/s3";

    private static final String DATA = "data";
    private static final String S3_CA = "s3-ca";

    private StorageVolumes() {}

    static List<Volume> of(LocalRegistry registry) {
        var volumes = new ArrayList<Volume>();
        volumes.add(data(registry));
        caSecret(registry).map(StorageVolumes::ca).ifPresent(volumes::add);
        return volumes;
    }

    static List<VolumeMount> mounts(LocalRegistry registry) {
        var mounts = new ArrayList<VolumeMount>();
        mounts.add(RegistryVolumes.mount(DATA, StorageParts.DATA, null));
        caSecret(registry).ifPresent(secret -> mounts.add(RegistryVolumes.mount(S3_CA, S3_CA_PATH, true)));
        return mounts;
    }

    private static Volume data(LocalRegistry registry) {
        var volume = new VolumeBuilder().withName(DATA);
        if (SpecValues.existingClaim(registry).isPresent()) {
            var name = SpecValues.existingClaim(registry).get().name();
            return volume.withNewPersistentVolumeClaim(name, null).build();
        }
        if (SpecValues.claim(registry).isPresent()) {
            var name = ChildMetadata.names(registry).registry();
            return volume.withNewPersistentVolumeClaim(name, null).build();
        }
        return volume.withNewEmptyDir()
                .withSizeLimit(SpecValues.emptyDir(registry)
                        .map(EmptyDir::sizeLimit)
                        .map(limit -> new Quantity(CanonicalQuantity.of(limit)))
                        .orElse(null))
                .endEmptyDir()
                .build();
    }

    /**
     * Optional, so that the Pod gets as far as its containers where the Secret is missing: of them the kubelet says in the
     * Pod's status what they lack ({@link StorageEnvironment}), of volumes in an event alone.
     */
    private static Volume ca(String secret) {
        return new VolumeBuilder()
                .withName(S3_CA)
                .withNewSecret()
                .withSecretName(secret)
                .withOptional(true)
                .endSecret()
                .build();
    }

    private static Optional<String> caSecret(LocalRegistry registry) {
        return SpecValues.s3(registry).map(S3::caRef).map(reference -> reference.name());
    }
}
