package dev.onggi.operator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class LabelsTest {

    @Test
    void shouldNameTheImageBuildThatAnObjectBelongsTo() {
        assertThat(Labels.ofImageBuild("hello", "build"))
                .containsExactly(
                        entry("app.kubernetes.io/instance", "hello"),
                        entry("app.kubernetes.io/managed-by", "onggi"),
                        entry("app.kubernetes.io/name", "build"),
                        entry("onggi.dev/imagebuild", "hello"));
    }

    @Test
    void shouldNameTheLocalRegistryThatAnObjectBelongsTo() {
        assertThat(Labels.ofLocalRegistry("registry", "canary"))
                .containsExactly(
                        entry("app.kubernetes.io/instance", "registry"),
                        entry("app.kubernetes.io/managed-by", "onggi"),
                        entry("app.kubernetes.io/name", "canary"),
                        entry("onggi.dev/localregistry", "registry"));
    }
}
