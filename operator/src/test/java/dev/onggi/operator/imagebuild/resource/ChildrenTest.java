package dev.onggi.operator.imagebuild.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.Samples;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import org.junit.jupiter.api.Test;

class ChildrenTest {

    @Test
    void shouldOwnWhatItMade() {
        // Given
        var claim = CacheClaimFactory.claim(Samples.imageBuild());

        // Then
        assertThat(Children.isOwnedBy(Samples.imageBuild(), claim)).isTrue();
    }

    @Test
    void shouldNotOwnWhatItsNamesakeMadeBeforeItWasDeleted() {
        assertThat(Children.isOwnedBy(Samples.imageBuild(), owned("uid-of-the-deleted-one", true)))
                .isFalse();
    }

    @Test
    void shouldNotOwnWhatOnlyRefersToIt() {
        assertThat(Children.isOwnedBy(Samples.imageBuild(), owned("uid-hello", false)))
                .isFalse();
    }

    @Test
    void shouldNotOwnWhatNobodyOwns() {
        // Given
        var configMap = new ConfigMapBuilder().withNewMetadata().endMetadata().build();

        // Then
        assertThat(Children.isOwnedBy(Samples.imageBuild(), configMap)).isFalse();
    }

    private static ConfigMap owned(String uid, boolean controller) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .addNewOwnerReference()
                .withName("hello")
                .withUid(uid)
                .withController(controller)
                .endOwnerReference()
                .endMetadata()
                .build();
    }
}
