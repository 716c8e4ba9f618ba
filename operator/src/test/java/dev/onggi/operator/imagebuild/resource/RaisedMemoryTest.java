package dev.onggi.operator.imagebuild.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.BuildEngine;
import dev.onggi.api.v1alpha1.ComputeResources;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.imagebuild.Samples;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RaisedMemoryTest {

    @ParameterizedTest
    @CsvSource({"512Mi,1Gi", "700Mi,1400Mi", "4Gi,8Gi", "6G,11444Mi", "9Gi,16Gi", "15.5Gi,16Gi", "400k,800000"})
    void shouldBeTwiceAsMuchUpToTheBound(String limit, String raised) {
        assertThat(RaisedMemory.of(limits(limit))).contains(new Quantity(raised));
    }

    @ParameterizedTest
    @CsvSource({"16Gi", "64Gi"})
    void shouldNotBeRaisedWhenItIsTheBoundOrMore(String limit) {
        assertThat(RaisedMemory.of(limits(limit))).isEmpty();
    }

    @Test
    void shouldBeTwiceTheDefaultWhenNothingIsSaid() {
        assertThat(RaisedMemory.of(null)).contains(new Quantity("8Gi"));
    }

    @Test
    void shouldRequestWhatItDidBeforeWhenTheLimitIsRaised() {
        // Given
        var plan = plan(Samples.imageBuild("builder: {timeout: 1h, resources: {limits: {memory: 1Gi}}}"));

        // When
        var pod = BuildPodFactory.pod(plan, 2, withLimit("2Gi"));

        // Then
        var resources = pod.getSpec().getContainers().getFirst().getResources();
        assertThat(resources.getLimits()).containsEntry("memory", new Quantity("2Gi"));
        assertThat(resources.getRequests()).containsEntry("memory", new Quantity("512Mi"));
        assertThat(pod.getMetadata().getAnnotations()).containsEntry("onggi.dev/raised-memory", "2Gi");
    }

    @Test
    void shouldLeaveTheRestOfThePodWhenTheLimitIsRaised() {
        // Given
        var plan = plan(Samples.imageBuild());

        // When
        var pod = BuildPodFactory.pod(plan, 2, withLimit("8Gi"));
        pod.getMetadata().getAnnotations().remove("onggi.dev/raised-memory");
        pod.getSpec().getContainers().getFirst().getResources().getLimits().put("memory", new Quantity("4Gi"));

        // Then
        assertThat(pod).isEqualTo(BuildPodFactory.pod(plan, 2));
    }

    private static PodShape withLimit(String memory) {
        return new PodShape(BuildEngine.NESTED_USER_NAMESPACE, Optional.of(new Quantity(memory)));
    }

    private static BuildPlan plan(ImageBuild imageBuild) {
        return new BuildPlan(
                imageBuild,
                PushTarget.of(Samples.registry("registry"), "team-a"),
                Optional.of(SourceFiles.inline(Map.of("Dockerfile", "FROM scratch"))),
                Samples.SETTINGS);
    }

    private static ComputeResources limits(String memory) {
        return new ComputeResources(null, Map.of("memory", new Quantity(memory)));
    }
}
