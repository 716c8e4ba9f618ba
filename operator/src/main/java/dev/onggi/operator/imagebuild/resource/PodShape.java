package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.BuildEngine;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Optional;

/**
 * What may differ from one try of a build to the next.
 *
 * @param engine how BuildKit becomes root of a user namespace; not Auto
 * @param raisedMemory the memory limit, where it is another one than the spec's
 */
public record PodShape(BuildEngine engine, Optional<Quantity> raisedMemory) {

    /** That of a first try. */
    public static final PodShape FIRST = new PodShape(BuildEngine.NESTED_USER_NAMESPACE, Optional.empty());
}
