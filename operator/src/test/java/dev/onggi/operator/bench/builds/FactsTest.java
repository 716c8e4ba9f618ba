package dev.onggi.operator.bench.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onggi.api.v1alpha1.ImageBuild;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class FactsTest {

    @Test
    void shouldTellOfTheGenerationThatIsAskedForAlone() {
        // Given
        var imageBuild = imageBuild("Ready", "True", "Succeeded");

        // Then
        assertThat(Facts.of(imageBuild, 2)).containsExactly("ImageBuild: Succeeded", "ImageBuild: built");
        assertThat(Facts.of(imageBuild, 3)).isEmpty();
        assertThat(Facts.isReady(imageBuild)).isTrue();
    }

    @Test
    void shouldNotBeReadyWhenTheNewestGenerationIsNotYetSeen() {
        // Given
        var imageBuild = imageBuild("Ready", "True", "Succeeded");
        imageBuild.getMetadata().setGeneration(3L);

        // Then
        assertThat(Facts.isReady(imageBuild)).isFalse();
    }

    @Test
    void shouldFailWithReasonAndMessageWhenItIsStalled() {
        assertThatThrownBy(() -> Facts.requireNotStalled(imageBuild("Stalled", "True", "BuildStepFailed")))
                .hasMessage("ImageBuild app is Stalled. BuildStepFailed: words");
        assertThatCode(() -> Facts.requireNotStalled(imageBuild("Stalled", "False", "None")))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldTellHowFarAPodIs() {
        // Given
        var pod = Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: app-1, labels: {app.kubernetes.io/name: build}}
                spec: {nodeName: node}
                status:
                  phase: Running
                  containerStatuses:
                  - {name: build, state: {terminated: {exitCode: 0}}}
                """, Pod.class);

        // Then
        assertThat(Facts.of(pod))
                .containsExactly(
                        "build Pod: made", "build Pod: scheduled", "build Pod: runs", "build Pod: container ended");
    }

    private static ImageBuild imageBuild(String type, String status, String reason) {
        return Serialization.unmarshal("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app, generation: 2}
                status:
                  build: {number: 4, generation: 2, result: Succeeded}
                  conditions:
                  - {type: %s, status: "%s", reason: %s, message: words, observedGeneration: 2}
                """.formatted(type, status, reason), ImageBuild.class);
    }
}
