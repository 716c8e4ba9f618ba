package dev.onggi.operator.builder;

import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.PodBuilder;

/** What keeps builds from a shared builder, for tests of the steps, which are in another package. */
public final class BuilderTroubles {

    private BuilderTroubles() {}

    /** Its Pod runs, and the operator gets no connection to it, for this cause. */
    public static Summary unreachable(String cause) {
        var pod = new PodBuilder()
                .withNewMetadata()
                .withName("onggi-builder")
                .withNamespace("team-a")
                .endMetadata()
                .withNewStatus()
                .withPodIP("10.1.2.3")
                .endStatus()
                .build();
        var trouble = NotRunning.unreachable(pod, cause);
        return new Summary.Retrying(trouble.reason(), trouble.message());
    }
}
