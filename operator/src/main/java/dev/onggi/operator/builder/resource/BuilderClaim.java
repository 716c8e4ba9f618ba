package dev.onggi.operator.builder.resource;

import dev.onggi.api.v1alpha1.ImageBuild;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The claim with the layers and cache mounts of all ImageBuilds that share a builder. It stays when the Pod goes. */
public final class BuilderClaim {

    private BuilderClaim() {}

    /** The claim. */
    public static PersistentVolumeClaim of(String namespace, List<OwnerReference> owners, String size) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(BuilderMetadata.of(namespace, owners).build())
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .addToRequests("storage", new Quantity(size))
                .endResources()
                .endSpec()
                .build();
    }

    /** The size that a claim has. */
    public static String size(PersistentVolumeClaim claim) {
        return claim.getSpec().getResources().getRequests().get("storage").toString();
    }

    /** Its size: the largest that anybody asks for, and never smaller than it is. */
    public static String size(Collection<ImageBuild> imageBuilds, Optional<PersistentVolumeClaim> current) {
        return Stream.concat(
                        imageBuilds.stream()
                                .map(imageBuild -> imageBuild.getSpec().cache().size()),
                        current.map(BuilderClaim::size).stream())
                .max(Comparator.comparing(size -> Quantity.getAmountInBytes(new Quantity(size))))
                .orElseThrow();
    }
}
