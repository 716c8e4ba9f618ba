package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.DeploymentTemplate;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.WorkloadVolume;
import dev.onggi.operator.model.ImageBuildNames;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Objects;

/**
 * The claims that are made for a workload's volumes. What is in them is the user's: one whose volume is no longer in the spec
 * stays until the ImageBuild is deleted.
 */
public final class WorkloadClaims {

    private static final String ONE_NODE = "ReadWriteOnce";
    private static final String MANY_NODES = "ReadWriteMany";

    private WorkloadClaims() {}

    /** The claims. */
    public static List<PersistentVolumeClaim> of(ImageBuild owner) {
        var template = owner.getSpec().rollout().deployment();
        return WorkloadContainer.list(template.volumes()).stream()
                .filter(WorkloadClaims::isMade)
                .map(volume -> claim(owner, volume))
                .toList();
    }

    /** Name of the claim that a volume with one mounts. */
    static String name(ImageBuild owner, WorkloadVolume volume) {
        return isMade(volume)
                ? new ImageBuildNames(owner.getMetadata().getName()).volume(volume.name())
                : volume.persistentVolumeClaim().claimName();
    }

    /** Whether a volume is there for one Pod, or the Pods of one node, so that old and new Pods cannot always have it together. */
    static boolean isForOneNode(DeploymentTemplate template) {
        return WorkloadContainer.list(template.volumes()).stream()
                .filter(WorkloadClaims::isMade)
                .anyMatch(volume -> !MANY_NODES.equals(accessMode(volume)));
    }

    private static boolean isMade(WorkloadVolume volume) {
        return volume.persistentVolumeClaim() != null
                && volume.persistentVolumeClaim().size() != null;
    }

    private static String accessMode(WorkloadVolume volume) {
        return Objects.requireNonNullElse(volume.persistentVolumeClaim().accessMode(), ONE_NODE);
    }

    private static PersistentVolumeClaim claim(ImageBuild owner, WorkloadVolume volume) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(Children.metadata(owner, name(owner, volume), WorkloadFactory.COMPONENT)
                        .build())
                .withNewSpec()
                .withAccessModes(accessMode(volume))
                .withStorageClassName(volume.persistentVolumeClaim().storageClassName())
                .withNewResources()
                .addToRequests(
                        "storage", new Quantity(volume.persistentVolumeClaim().size()))
                .endResources()
                .endSpec()
                .build();
    }
}
