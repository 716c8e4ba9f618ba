package dev.onggi.operator.imagebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryNewsTest {

    private final LocalRegistry before = Samples.registry("registry");
    private final LocalRegistry after = Serialization.clone(before);

    @Test
    void shouldBeNoNewsWhenOnlyTheUseOfTheStorageChanges() {
        // Given
        after.setStatus(Serialization.unmarshal(
                        "{\"observedGeneration\":1,\"storage\":{\"used\":\"1Gi\"}}", LocalRegistryStatus.class)
                .with(1L, before.getStatus().conditions()));

        // Then
        assertThat(RegistryNews.isNews(after, before)).isFalse();
    }

    @Test
    void shouldBeNewsWhenItNoLongerAnswers() {
        // Given
        after.setStatus(Samples.registry("registry", new Condition("Available", "False", "Gone", "gone", 1L, "t"))
                .getStatus());

        // Then
        assertThat(RegistryNews.isNews(after, before)).isTrue();
    }

    @Test
    void shouldBeNewsWhenNodesReachItByAnotherName() {
        // Given
        after.setStatus(Samples.reachedAs("localhost:30500", before.getStatus()));

        // Then
        assertThat(RegistryNews.isNews(after, before)).isTrue();
    }

    @Test
    void shouldBeNewsWhenItGivesOtherNamespacesAccess() {
        // Given
        after.setSpec(Samples.registrySpec("access: {namespaces: {}}"));

        // Then
        assertThat(RegistryNews.isNews(after, before)).isTrue();
    }

    @Test
    void shouldBeNewsWhenItBecomesTheDefault() {
        // Given
        after.getMetadata().setAnnotations(Map.of("onggi.dev/is-default-registry", "true"));

        // Then
        assertThat(RegistryNews.isNews(after, before)).isTrue();
    }

    @Test
    void shouldBeNewsWhenItIsBeingDeleted() {
        // Given
        after.getMetadata().setDeletionTimestamp(Samples.NOW.toString());

        // Then
        assertThat(RegistryNews.isNews(after, before)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            suspend: false                                     | true
            registryRef: {name: main}                          | false
            registryRef: {name: main, namespace: platform}     | true
            registryRef: {name: main, namespace: other}        | false
            """)
    void shouldConcernWhomItMayBelongTo(String field, boolean concerned) {
        assertThat(RegistryNews.concerns(Samples.imageBuild(field), Samples.foreignRegistry("platform", "main")))
                .isEqualTo(concerned);
    }
}
