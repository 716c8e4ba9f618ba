package dev.onggi.operator.imagebuild.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ComputeResources;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourcesTest {

    @Test
    void shouldLimitEverythingWhenNothingIsWanted() {
        assertThat(Resources.ofBuild(null).getLimits()).containsOnlyKeys("cpu", "memory", "ephemeral-storage");
    }

    @Test
    void shouldStillLimitWhatIsNotSpokenOf() {
        // When
        var resources = Resources.ofBuild(new ComputeResources(null, Map.of("memory", new Quantity("1Gi"))));

        // Then
        assertThat(resources.getRequests())
                .containsEntry("cpu", new Quantity("250m"))
                .containsEntry("memory", new Quantity("512Mi"));
        assertThat(resources.getLimits())
                .containsEntry("cpu", new Quantity("4"))
                .containsEntry("memory", new Quantity("1Gi"))
                .containsEntry("ephemeral-storage", new Quantity("20Gi"));
    }

    @Test
    void shouldNotRequestMoreThanIsLimited() {
        // When
        var resources = Resources.ofBuild(
                new ComputeResources(null, Map.of("memory", new Quantity("256Mi"), "cpu", new Quantity("100m"))));

        // Then
        assertThat(resources.getRequests())
                .containsEntry("memory", new Quantity("256Mi"))
                .containsEntry("cpu", new Quantity("100m"));
    }

    @Test
    void shouldNotLimitBelowWhatIsRequested() {
        // When
        var resources = Resources.ofBuild(
                new ComputeResources(Map.of("memory", new Quantity("8Gi"), "cpu", new Quantity("500m")), null));

        // Then
        assertThat(resources.getLimits())
                .containsEntry("memory", new Quantity("8Gi"))
                .containsEntry("cpu", new Quantity("4"));
    }

    @Test
    void shouldLeaveAWorkloadAsItIsWanted() {
        // When
        var resources = Resources.of(new ComputeResources(null, Map.of("memory", new Quantity("1Gi"))));

        // Then
        assertThat(resources.getLimits()).containsOnlyKeys("memory");
        assertThat(Resources.of(null)).isNull();
    }
}
