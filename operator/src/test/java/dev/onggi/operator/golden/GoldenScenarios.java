package dev.onggi.operator.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test of every scenario of a folder of {@link GoldenFiles}, and that there is no file beside them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class GoldenScenarios {

    private final GoldenFiles files;

    /** The scenarios of a folder such as {@code localregistry/golden}. */
    protected GoldenScenarios(String folder) {
        this.files = GoldenFiles.in(folder);
    }

    /** What is made of a scenario's inputs. */
    protected abstract Collection<HasMetadata> objects(GoldenFiles.Scenario scenario);

    @ParameterizedTest
    @MethodSource("scenarios")
    @Order(1)
    void shouldMakeTheObjectsOfTheScenario(String name) {
        // Given
        var scenario = files.scenario(name);

        // When
        var objects = objects(scenario);

        // Then
        scenario.assertOutputs(objects);
    }

    @Test
    @Order(2)
    void shouldHaveNoFileThatNoScenarioUses() {
        // When
        var unused = files.unused();

        // Then
        assertThat(unused).isEmpty();
    }

    List<String> scenarios() {
        return files.scenarios();
    }
}
