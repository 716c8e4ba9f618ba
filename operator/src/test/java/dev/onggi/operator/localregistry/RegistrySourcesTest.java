package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import org.junit.jupiter.api.Test;

class RegistrySourcesTest {

    @Test
    void shouldLeadToTheRegistryOfItsLabelWhenAPodChanges() {
        // Given
        var pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace("team-a")
                .addToLabels("onggi.dev/localregistry", "registry")
                .endMetadata()
                .build();

        // When
        var owners = RegistrySources.ownerByLabel(pod);

        // Then
        assertThat(owners).containsExactly(new ResourceID("registry", "team-a"));
    }
}
