package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.BuildPods.building;
import static dev.onggi.operator.imagebuild.BuildPods.leaving;
import static dev.onggi.operator.imagebuild.step.Outcomes.conditions;
import static dev.onggi.operator.imagebuild.step.Outcomes.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LostNodeTest {

    private final FakeCluster cluster = new FakeCluster();
    private final StartBuild step = new StartBuild(cluster);
    private final ImageBuild imageBuild = Samples.imageBuild();

    @Test
    void shouldWaitInSilenceWhileThePodMayEndInOrder() {
        // When
        var stop = seen(29, onNode());

        // Then
        assertThat(stop.summary().reason()).isEqualTo("Cancelling");
        assertThat(stop.again()).contains(Duration.ofSeconds(1));
    }

    @Test
    void shouldSayWhatToDoWhenTheNodeDoesNotAnswer() {
        // When
        var stop = seen(30, onNode());

        // Then: nothing is forced, for the node may yet write to the claim
        assertThat(cluster.calls).isEmpty();
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Retrying(
                                "NodeSilent",
                                "build 1 is being stopped, but node node-1 does not say that it has ended; see kubectl get node node-1. If the node is off for good: kubectl delete node node-1, or kubectl delete pod -n team-a hello-1-build --force; the next build starts then"));
    }

    @Test
    void shouldGoOnWaitingWhenThePodNeverHadANode() {
        assertThat(seen(300, Contexts.pod(1, imageBuild)).summary().reason()).isEqualTo("Cancelling");
    }

    @Test
    void shouldSayWhatToDoWhenTheClusterHasLostContactWithTheNodeOfABuild() {
        // When
        var stop = observed(marked("True", "False", building(onNode())));

        // Then
        var message =
                "build 1 in Pod hello-1-build is at work, as far as is known, but the cluster has lost contact with node node-1; see kubectl get node node-1. If the node is off for good: kubectl delete node node-1, or kubectl delete pod -n team-a hello-1-build --force; the next build starts then";
        assertThat(stop.summary()).isEqualTo(new Summary.Retrying("NodeSilent", message));
        assertThat(conditions(stop.progress())).contains("Built=Unknown(NodeSilent)");
    }

    @ParameterizedTest
    @CsvSource({"True, True", "False, False"})
    void shouldBelieveThatItBuildsAsLongAsItsKubeletTellsOfThePod(String containers, String pod) {
        assertThat(observed(marked(containers, pod, building(onNode())))
                        .summary()
                        .reason())
                .isEqualTo("Building");
    }

    @Test
    void shouldTryAgainWhenThePodOfALostNodeIsGone() {
        // When: somebody has deleted the node
        var stop = stop(step.run(Contexts.of(imageBuild), Contexts.running(1, imageBuild)));

        // Then
        assertThat(stop.summary()).isInstanceOf(Summary.Retrying.class);
        assertThat(stop.summary().reason()).isEqualTo("BuildInterrupted");
    }

    private Outcome.Stop seen(int secondsLater, Pod pod) {
        return stop(step.run(
                Contexts.at(Samples.NOW.plusSeconds(secondsLater), Contexts.of(imageBuild, leaving(building(pod)))),
                Contexts.running(1, imageBuild)));
    }

    private Outcome.Stop observed(Pod pod) {
        var observe = new ObserveBuild(cluster, (_, _, _, _, _) -> {
            throw new AssertionError("asked");
        });
        return stop(observe.run(Contexts.of(imageBuild, pod), Contexts.running(1, imageBuild)));
    }

    private static Pod marked(String containersReady, String ready, Pod pod) {
        return new PodBuilder(pod)
                .editStatus()
                .addNewCondition()
                .withType("ContainersReady")
                .withStatus(containersReady)
                .endCondition()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .endCondition()
                .endStatus()
                .build();
    }

    private Pod onNode() {
        return new PodBuilder(Contexts.pod(1, imageBuild))
                .editOrNewSpec()
                .withNodeName("node-1")
                .endSpec()
                .build();
    }
}
