package dev.onggi.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterChoiceTest {

    @Test
    void shouldTakeTheClusterThatWasNamedWhenThereIsOne() {
        // Given
        var environment = Map.of("ONGGI_TEST_KUBECONFIG", "/home/me/.kube/config");
        // When
        var choice = ClusterChoice.make(environment, images(true, null), ClusterChoiceTest::mustNotBeMade);
        // Then
        assertThat(choice.kind()).isEqualTo(ClusterKind.EXISTING);
        assertThat(choice.sentence())
                .isEqualTo("Cluster: the cluster of /home/me/.kube/config, because ONGGI_TEST_KUBECONFIG names it.");
    }

    @Test
    void shouldNotPullK3sWhenDockerHasIt() {
        // Given
        var images = images(true, "must not be asked");
        // When
        var choice = ClusterChoice.make(Map.of("ONGGI_TEST_KUBECONFIG", " "), images, ClusterChoiceTest::mustNotBeMade);
        // Then
        assertThat(choice)
                .isEqualTo(new ClusterChoice(ClusterKind.K3S, ClusterChoice.K3S_IMAGE, "Docker has its image"));
    }

    @Test
    void shouldTakeK3sWhenItCanBePulled() {
        // Given
        var images = images(false, null);
        // When
        var choice = ClusterChoice.make(Map.of(), images, ClusterChoiceTest::mustNotBeMade);
        // Then
        assertThat(choice.kind()).isEqualTo(ClusterKind.K3S);
        assertThat(choice.source()).isEqualTo(ClusterChoice.K3S_IMAGE);
    }

    @Test
    void shouldTakeTheTestbedsNodeAndSayWhyWhenK3sCannotBePulled() {
        // Given
        var images = images(false, "lookup registry-1.docker.io: no such host\n");
        // When
        var choice = ClusterChoice.make(Map.of(), images, () -> "onggi.dev/testbed/node:1");
        // Then
        assertThat(choice.sentence())
                .isEqualTo("Cluster: the testbed's node onggi.dev/testbed/node:1, because " + ClusterChoice.K3S_IMAGE
                        + " cannot be pulled (lookup registry-1.docker.io: no such host).");
    }

    private static String mustNotBeMade() {
        throw new AssertionError("the testbed's node must not be made here");
    }

    private static ImageSource images(boolean present, String problem) {
        return new ImageSource() {
            @Override
            public boolean isPresent(String image) {
                return present;
            }

            @Override
            public Optional<String> pull(String image) {
                return Optional.ofNullable(problem);
            }
        };
    }
}
