package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CanaryPodsTest {

    @Test
    void shouldHavePulledWhenItRuns() {
        // Given
        var pod = Samples.pulled("node-1");

        // When / Then
        assertThat(CanaryPods.hasPulled(pod)).isTrue();
        assertThat(CanaryPods.pullFailure(pod)).isEmpty();
    }

    @Test
    void shouldNeitherHavePulledNorFailedWhenItIsBeingMade() {
        // Given
        var pod = Samples.notPulled("node-1", "ContainerCreating", null);

        // When / Then
        assertThat(CanaryPods.hasPulled(pod)).isFalse();
        assertThat(CanaryPods.pullFailure(pod)).isEmpty();
    }

    @Test
    void shouldHaveFailedWhenAnEarlierPullSucceededAndThisOneDidNot() {
        // Given
        var pod = Samples.notPulled("node-1", "ImagePullBackOff", "no");
        pod.getStatus().getContainerStatuses().getFirst().setImageID("sha256:of-before");

        // When / Then
        assertThat(CanaryPods.hasPulled(pod)).isFalse();
        assertThat(CanaryPods.pullFailure(pod)).isPresent();
    }

    @Test
    void shouldTellTheSameCauseWhenTheKubeletWaitsAndWhenItTries() {
        // Given
        var tries = Samples.notPulled("node-1", "ErrImagePull", "dial tcp: connection refused");
        var waits = Samples.notPulled(
                "node-1",
                "ImagePullBackOff",
                "Back-off pulling image \"registry.team-a.svc:5000/onggi/canary@sha256:abc\": ErrImagePull: dial tcp: connection refused");

        // When / Then
        assertThat(CanaryPods.cause(CanaryPods.pullFailure(waits).orElseThrow()))
                .isEqualTo(CanaryPods.cause(CanaryPods.pullFailure(tries).orElseThrow()))
                .isEqualTo("dial tcp: connection refused");
    }
}
