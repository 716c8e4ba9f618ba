package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.model.ImageBuildNames;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;

/** The claim that keeps an ImageBuild's layers and cache mounts from one build to the next. */
public final class CacheClaimFactory {

    private static final BigDecimal NINE_TENTHS = new BigDecimal("0.9");

    private CacheClaimFactory() {}

    /** The claim. One writer at a time: the builds of an ImageBuild follow each other. */
    public static PersistentVolumeClaim claim(ImageBuild owner) {
        var name = new ImageBuildNames(owner.getMetadata().getName()).cache();
        return new PersistentVolumeClaimBuilder()
                .withMetadata(Children.metadata(owner, name, "build").build())
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .addToRequests("storage", new Quantity(owner.getSpec().cache().size()))
                .endResources()
                .endSpec()
                .build();
    }

    /** Nine tenths of a size, in bytes as BuildKit's configuration takes them. */
    static String nineTenths(String size) {
        return Quantity.getAmountInBytes(new Quantity(size))
                .multiply(NINE_TENTHS)
                .toBigInteger()
                .toString();
    }
}
