package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.rollout.TargetWorkload;
import java.util.Optional;

/** The workloads that {@code rollout.target} names, which belong to somebody else, and the one thing that is done to them. */
public interface Targets {

    /** The workload that an ImageBuild names, as the informer has it. */
    Optional<TargetWorkload> find(ImageBuild imageBuild);

    /** The workload as the API server itself has it: informers lag behind, also behind what was written a moment ago. */
    Optional<TargetWorkload> fresh(TargetWorkload seen);

    /**
     * Sets the image of one container, in the name of a ServiceAccount of the workload's namespace.
     *
     * @param image full reference by digest
     */
    Write setImage(TargetWorkload target, String container, String image, String serviceAccount);

    /** What came of it. */
    sealed interface Write {

        /** The image is set. */
        record Done(TargetWorkload after) implements Write {}

        /** The ServiceAccount may not do that. */
        record Forbidden() implements Write {}

        /** Admission refuses it, in its own words. */
        record Refused(String message) implements Write {}

        /** The workload was deleted, or replaced by another one of its name. */
        record Gone() implements Write {}
    }
}
