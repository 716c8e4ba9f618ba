package dev.onggi.operator.imagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;

class ClaimUsersTest {

    @Test
    void shouldNameThePodAndTheNodeThatHaveTheClaim() {
        // Given
        var pod = pod("node-2", "Running", "sources");

        // Then
        assertThat(ClaimUsers.uses(pod, "sources")).isTrue();
        assertThat(ClaimUsers.description(pod)).isEqualTo("Pod editor on node node-2");
    }

    @Test
    void shouldLeaveOutWhatHasNotGotIt() {
        assertThat(ClaimUsers.uses(pod("node-2", "Running", "other"), "sources"))
                .isFalse();
        assertThat(ClaimUsers.uses(pod("node-2", "Succeeded", "sources"), "sources"))
                .isFalse();
        assertThat(ClaimUsers.uses(pod(null, "Pending", "sources"), "sources")).isFalse();
    }

    private static Pod pod(String node, String phase, String claim) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("editor")
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .addNewVolume()
                .withName("other")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .addNewVolume()
                .withName("sources")
                .withNewPersistentVolumeClaim()
                .withClaimName(claim)
                .endPersistentVolumeClaim()
                .endVolume()
                .endSpec()
                .withNewStatus()
                .withPhase(phase)
                .endStatus()
                .build();
    }
}
