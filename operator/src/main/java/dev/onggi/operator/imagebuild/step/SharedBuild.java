package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Pod;

/** Builds that the builder of the namespace makes: they are told of in the form of a Pod, and have none to themselves. */
final class SharedBuild {

    private SharedBuild() {}

    /** Whether a Pod is the form of such a build. */
    static boolean is(Pod pod) {
        return pod.getMetadata().getLabels().containsKey(Labels.BUILDER);
    }
}
