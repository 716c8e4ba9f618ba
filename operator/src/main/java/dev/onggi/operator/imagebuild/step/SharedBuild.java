package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Pod;

/** Builds that the builder of the namespace makes: they are told of in the form of a Pod, and have none to themselves. */
final class SharedBuild {

    private SharedBuild() {}

    /** Whether a Pod is the form of such a build. */
    static boolean is(Pod pod) {
        var labels = pod.getMetadata().getLabels();
        // the builder's own Pod is of no one build
        return labels.containsKey(Labels.BUILDER) && labels.containsKey(Labels.BUILD_NUMBER);
    }
}
