package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.WorkloadVolume;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.stream.Stream;

/** The volumes of a workload, and where its container sees them. */
final class WorkloadVolumes {

    private WorkloadVolumes() {}

    static List<Volume> of(ImageBuild owner, String image) {
        var template = owner.getSpec().rollout().deployment();
        return Stream.concat(
                        WorkloadContainer.list(template.volumes()).stream().map(volume -> volume(owner, volume)),
                        PopulateContainer.volume(template, image).stream())
                .toList();
    }

    static List<VolumeMount> mounts(List<WorkloadVolume> volumes) {
        return WorkloadContainer.list(volumes).stream()
                .map(volume -> new VolumeMountBuilder()
                        .withName(volume.name())
                        .withMountPath(volume.mountPath())
                        .withSubPath(volume.subPath())
                        .withReadOnly(volume.readOnly())
                        .build())
                .toList();
    }

    private static Volume volume(ImageBuild owner, WorkloadVolume volume) {
        var builder = new VolumeBuilder().withName(volume.name());
        if (volume.hostPath() != null) {
            var path = volume.hostPath();
            builder.withHostPath(new HostPathVolumeSource(path.path(), path.type()));
        }
        if (volume.persistentVolumeClaim() != null) {
            builder.withPersistentVolumeClaim(
                    new PersistentVolumeClaimVolumeSource(WorkloadClaims.name(owner, volume), null));
        }
        if (volume.configMap() != null) {
            builder.withConfigMap(new ConfigMapVolumeSourceBuilder()
                    .withName(volume.configMap().name())
                    .withOptional(volume.configMap().optional())
                    .build());
        }
        if (volume.secret() != null) {
            builder.withSecret(new SecretVolumeSourceBuilder()
                    .withSecretName(volume.secret().name())
                    .withOptional(volume.secret().optional())
                    .build());
        }
        if (volume.emptyDir() != null) {
            var limit = volume.emptyDir().sizeLimit();
            builder.withEmptyDir(
                    new EmptyDirVolumeSource(volume.emptyDir().medium(), limit == null ? null : new Quantity(limit)));
        }
        return builder.build();
    }
}
