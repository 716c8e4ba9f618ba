package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.ComputeResources;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The memory limit of a build that is tried once more after it ran out of memory: twice what it was, up to a bound. Who needs
 * more than the bound has to say so in the spec. Pure.
 */
public final class RaisedMemory {

    /** A limit is raised to this at most: a build that grows without end shall not take a whole node along. */
    public static final Quantity MOST = new Quantity("16Gi");

    private static final String MEMORY = "memory";
    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1L << 20);

    private RaisedMemory() {}

    /** The limit that a build has at first. */
    public static Quantity first(ComputeResources wanted) {
        return Resources.ofBuild(wanted).getLimits().get(MEMORY);
    }

    /** The limit that it has when it is tried once more; empty where the first one is the bound already, or above it. */
    public static Optional<Quantity> of(ComputeResources wanted) {
        var first = first(wanted).getNumericalAmount();
        var most = MOST.getNumericalAmount();
        return first.compareTo(most) >= 0
                ? Optional.empty()
                : Optional.of(quantity(first.add(first).min(most)));
    }

    /** Resources with a raised limit. What is requested stays: a node that had room for the build before has it again. */
    static ResourceRequirements on(ResourceRequirements resources, Quantity raised) {
        return new ResourceRequirementsBuilder(resources)
                .addToLimits(MEMORY, raised)
                .build();
    }

    private static Quantity quantity(BigDecimal bytes) {
        var mebibytes = bytes.divideToIntegralValue(MEBIBYTE).longValueExact();
        if (mebibytes == 0) {
            return new Quantity(Long.toString(bytes.longValue()));
        }
        return new Quantity(mebibytes % 1024 == 0 ? mebibytes / 1024 + "Gi" : mebibytes + "Mi");
    }
}
