package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import org.junit.jupiter.api.Test;

class FieldManagersTest {

    private final ConfigMap config = new ConfigMapBuilder()
            .withNewMetadata()
            .addNewManagedField()
            .withManager("onggi-registry-1")
            .withOperation("Apply")
            .withTime("2026-03-01T12:00:00Z")
            .endManagedField()
            .addNewManagedField()
            .withManager("kubectl")
            .withOperation("Update")
            .withTime("2026-03-01T13:00:00Z")
            .endManagedField()
            .endMetadata()
            .build();

    @Test
    void shouldKnowWhoAppliedAndWhen() {
        // When / Then
        assertThat(FieldManagers.has(config, "onggi-registry-1")).isTrue();
        assertThat(FieldManagers.lastWrite(config, "onggi-registry-1")).contains(Samples.NOW);
    }

    @Test
    void shouldKnowNothingWhenTheManagerDidNotApply() {
        // When / Then
        assertThat(FieldManagers.has(config, "onggi-registry-2")).isFalse();
        assertThat(FieldManagers.has(config, "kubectl")).isFalse();
        assertThat(FieldManagers.lastWrite(config, "kubectl")).isEmpty();
    }
}
