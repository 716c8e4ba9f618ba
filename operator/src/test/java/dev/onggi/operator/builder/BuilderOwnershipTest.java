package dev.onggi.operator.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.builder.resource.BuilderMetadata;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuilderOwnershipTest {

    private final ImageBuild imageBuild = Samples.imageBuild();
    private final List<ImageBuild> known = new ArrayList<>(List.of(imageBuild));
    private final BuilderOwnership ownership = new BuilderOwnership(namespace -> known);

    @Test
    void shouldTakeAPodThatBelongsToAnImageBuildForOurs() {
        assertThat(ownership.isOurs(pod("one", BuilderMetadata.owners(known)))).isTrue();
    }

    @Test
    void shouldNotBelieveLabelsAlone() {
        assertThat(ownership.isOurs(pod("one", List.of()))).isFalse();
    }

    @Test
    void shouldNotBelieveTheNameOfAnOwnerAlone() {
        // Given: that of an ImageBuild which was deleted, say, and another one has its name
        var owners = BuilderMetadata.owners(known);
        owners.forEach(owner -> owner.setUid("another"));

        // Then
        assertThat(ownership.isOurs(pod("one", owners))).isFalse();
    }

    @Test
    void shouldNotTakeAPodOfAnotherNameForABuilder() {
        // Given
        var pod = pod("one", BuilderMetadata.owners(known));
        pod.getMetadata().setName("app-1-build");

        // Then
        assertThat(ownership.isOurs(pod)).isFalse();
    }

    @Test
    void shouldKnowItsPodUntilTheEndWhenItsImageBuildGoesFirst() {
        // Given
        var owners = BuilderMetadata.owners(known);
        ownership.isOurs(pod("one", owners));

        // When
        known.clear();

        // Then
        assertThat(ownership.isOurs(pod("one", owners))).isTrue();
        assertThat(ownership.isOurs(pod("two", owners)))
                .as("one that came after")
                .isFalse();
    }

    private static Pod pod(String uid, List<OwnerReference> owners) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(BuilderMetadata.NAME)
                .withNamespace("team-a")
                .withUid(uid)
                .withLabels(Labels.ofBuilder())
                .withOwnerReferences(owners)
                .endMetadata()
                .build();
    }
}
