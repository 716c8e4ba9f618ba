package dev.onggi.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadyWaitTest {

    @Test
    void shouldBeReadyWhenTheConditionIsTrueOfTheNewestGeneration() {
        // Given
        var registry = registry(2, new Condition("Ready", "True", "Succeeded", "", 2L, ""));
        // When
        var ready = ReadyWait.is(registry, "Ready");
        // Then
        assertThat(ready).isTrue();
        assertThat(ReadyWait.is(registry, "Stalled")).isFalse();
    }

    @Test
    void shouldNotBeReadyWhenTheConditionIsOfAnOlderGeneration() {
        // Given
        var registry = registry(3, new Condition("Ready", "True", "Succeeded", "", 2L, ""));
        // When
        var ready = ReadyWait.is(registry, "Ready");
        // Then
        assertThat(ready).isFalse();
    }

    @Test
    void shouldNotBeReadyWhenTheConditionIsUnknown() {
        // Given
        var registry = registry(1, new Condition("Ready", "Unknown", "Resolving", "", 1L, ""));
        // When
        var ready = ReadyWait.is(registry, "Ready");
        // Then
        assertThat(ready).isFalse();
    }

    @Test
    void shouldHaveNoConditionsWhenThereIsNoStatusOrNoResourceOrAnotherKind() {
        // Given
        var fresh = new LocalRegistry();
        // When
        var conditions = ReadyWait.conditions(fresh);
        // Then
        assertThat(conditions).isEmpty();
        assertThat(ReadyWait.conditions(null)).isEmpty();
        assertThat(ReadyWait.conditions(new ConfigMap())).isEmpty();
    }

    private static LocalRegistry registry(long generation, Condition condition) {
        var registry = new LocalRegistry();
        registry.setMetadata(new ObjectMetaBuilder()
                .withName("registry")
                .withGeneration(generation)
                .build());
        registry.setStatus(LocalRegistryStatus.of(null, List.of(condition)));
        return registry;
    }
}
