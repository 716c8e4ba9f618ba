package dev.onggi.operator.imagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildNumberTest {

    @Test
    void shouldReadTheNumber() {
        assertThat(BuildNumber.of(labelled("42")).getAsInt()).isEqualTo(42);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "one", "1.5", "9999999999"})
    void shouldBeNoNumberWhenSomebodyChangedTheLabel(String label) {
        assertThat(BuildNumber.of(labelled(label))).isEmpty();
    }

    @Test
    void shouldBeNoNumberWhenThereIsNoLabel() {
        assertThat(BuildNumber.of(
                        new PodBuilder().withNewMetadata().endMetadata().build()))
                .isEmpty();
    }

    private static io.fabric8.kubernetes.api.model.Pod labelled(String number) {
        return new PodBuilder()
                .withNewMetadata()
                .addToLabels(Labels.BUILD_NUMBER, number)
                .endMetadata()
                .build();
    }
}
