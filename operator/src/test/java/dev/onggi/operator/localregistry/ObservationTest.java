package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservationTest {

    @Test
    void shouldBelieveOnlyThePodsOfTheCanaryThatIsThere() {
        // Given
        var foreign = Samples.pulled("node-2");
        foreign.getMetadata().getOwnerReferences().getFirst().setUid("another-canary");
        var own = Samples.pulled("node-1");

        // When
        var observed = observation(own, foreign);

        // Then
        assertThat(observed.canaryPods()).containsExactly(own);
    }

    @Test
    void shouldFindTheServingPodWhenOneIsReady() {
        // Given
        var leaving = registryPod("a", "True");
        leaving.getMetadata().setDeletionTimestamp(Samples.NOW.toString());
        var starting = registryPod("b", "False");
        var serving = registryPod("c", "True");

        // When
        var observed = observation(serving, starting, leaving, Samples.pulled("node-1"));

        // Then
        assertThat(observed.servingPod()).contains(serving);
        assertThat(observed.registryPods()).containsExactly(leaving, starting, serving);
    }

    private static Observation observation(Pod... pods) {
        return new Observation(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Samples.canary(1, 1)),
                List.of(pods));
    }

    private static Pod registryPod(String name, String ready) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("app.kubernetes.io/name", "registry")
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .endCondition()
                .endStatus()
                .build();
    }
}
