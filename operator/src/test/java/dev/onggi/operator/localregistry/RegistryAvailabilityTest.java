package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryAvailabilityTest {

    @Test
    void shouldServeWhenTheRolloutIsComplete() {
        // When
        var availability = RegistryAvailability.of(Optional.of(Samples.deployment(1)), List.of());

        // Then
        assertThat(availability).isEqualTo(new RegistryAvailability.Serving());
    }

    @Test
    void shouldBeStartingWhenThereIsNoDeployment() {
        // When
        var availability = RegistryAvailability.of(Optional.empty(), List.of());

        // Then
        assertThat(availability).isEqualTo(new RegistryAvailability.Starting("the registry is being made"));
    }

    @Test
    void shouldSayWhatItWaitsForWhenNothingIsWrong() {
        // When
        var availability = RegistryAvailability.of(Optional.of(Samples.deployment(0)), List.of());

        // Then
        assertThat(availability)
                .isEqualTo(new RegistryAvailability.Starting(
                        "the registry is being started: 0 of 1 new pod is available"));
    }

    @Test
    void shouldHaveThePodsReasonLastWordsAndTheNextCommandWhenItCrashes() {
        // Given
        var pod = new PodBuilder()
                .withNewMetadata()
                .withName("registry-registry-x")
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewWaiting("back-off", "CrashLoopBackOff")
                .endState()
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(1)
                .withMessage("configuration error: no such file\n")
                .endTerminated()
                .endLastState()
                .endContainerStatus()
                .endStatus()
                .build();

        // When
        var availability = RegistryAvailability.of(Optional.of(Samples.deployment(0)), List.of(pod));

        // Then
        assertThat(availability)
                .isEqualTo(
                        new RegistryAvailability.Broken(
                                "CrashLoopBackOff",
                                "pod registry-registry-x: CrashLoopBackOff: the container ended with exit code 1, its last words: configuration error: no such file; see kubectl logs -n team-a registry-registry-x --previous"));
    }

    @Test
    void shouldHaveTheWordsOfTheRefusalWhenNoPodIsLetIn() {
        // Given
        var deployment = new DeploymentBuilder(Samples.deployment(0))
                .editStatus()
                .withReplicas(0)
                .withUpdatedReplicas(0)
                .addNewCondition()
                .withType("ReplicaFailure")
                .withStatus("True")
                .withMessage("pods \"x\" is forbidden: exceeded quota: small")
                .endCondition()
                .endStatus()
                .build();

        // When
        var availability = RegistryAvailability.of(Optional.of(deployment), List.of());

        // Then
        assertThat(availability)
                .isEqualTo(
                        new RegistryAvailability.Broken(
                                "PodRefused",
                                "the registry's Pod is refused: pods \"x\" is forbidden: exceeded quota: small; see kubectl describe deployment -n team-a registry-registry"));
    }
}
