package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.BuildPods.building;
import static dev.onggi.operator.imagebuild.BuildPods.running;
import static dev.onggi.operator.imagebuild.BuildPods.succeeded;
import static dev.onggi.operator.imagebuild.BuildPods.waiting;
import static dev.onggi.operator.imagebuild.BuildPods.withBuild;
import static dev.onggi.operator.imagebuild.BuildPods.withFetch;
import static dev.onggi.operator.imagebuild.step.Outcomes.conditions;
import static dev.onggi.operator.imagebuild.step.Outcomes.proceed;
import static dev.onggi.operator.imagebuild.step.Outcomes.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.registry.Manifest;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObserveBuildTest {

    private static final List<Manifest.Layer> LAYERS = List.of("a", "b", "c", "d").stream()
            .map(name -> new Manifest.Layer(name, 1))
            .toList();

    private final FakeCluster cluster = new FakeCluster();
    private final ObserveBuild step = new ObserveBuild(cluster, ObserveBuildTest::manifest);
    private final ImageBuild imageBuild = Samples.imageBuild();

    @Test
    void shouldGoOnWhenThereIsNothingToObserve() {
        // Given
        var built = Contexts.built(1, imageBuild);

        // Then
        assertThat(proceed(step.run(Contexts.of(imageBuild), built))).isSameAs(built);
    }

    @Test
    void shouldGiveAPodAMomentToStart() {
        // Given
        var pod = aged(3, Contexts.pod(1, imageBuild));

        // When
        var stop = observe(pod);

        // Then
        assertThat(cluster.calls).isEmpty();
        assertThat(stop.summary())
                .isEqualTo(new Summary.InProgress(
                        "BuildStarted",
                        "build 1 in Pod hello-1-build starts; see kubectl logs -n team-a -f hello-1-build"));
        assertThat(stop.again()).contains(Duration.ofSeconds(5));
    }

    @Test
    void shouldGiveTroubleAMomentToPass() {
        // Given: the scheduler has not seen the claim
        var pod = aged(1, unschedulable());

        // When
        var stop = observe(pod);

        // Then
        assertThat(stop.summary()).isInstanceOf(Summary.InProgress.class);
        assertThat(stop.again()).contains(Duration.ofSeconds(7));
    }

    @Test
    void shouldTellOfTroubleWhenItDoesNotPass() {
        // When
        var stop = observe(unschedulable());

        // Then
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Retrying(
                                "Unschedulable",
                                "build 1 in Pod hello-1-build: 1 Insufficient memory; see kubectl describe pod -n team-a hello-1-build"));
        assertThat(stop.again()).isEmpty();
    }

    @Test
    void shouldMakeTheInputsAgainWhenAPodDoesNotStart() {
        // Given: the operator was killed between the Pod and its inputs
        var pod = Contexts.pod(1, imageBuild);

        // When
        var stop = observe(pod);

        // Then
        assertThat(cluster.calls).containsExactly("create ConfigMap/hello-1-build", "warnings of Pod/hello-1-build");
        assertThat(stop.summary()).isInstanceOf(Summary.InProgress.class);
        assertThat(stop.again()).contains(Duration.ofSeconds(8));
    }

    @Test
    void shouldStallWhenAPodCannotStartForWantOfASecret() {
        // Given
        cluster.warning("MountVolume.SetUp failed for volume \"git\" : secret \"hello-git\" not found");

        // When
        var stop = observe(Contexts.pod(1, imageBuild));

        // Then: and look again, for nothing tells when the Secret is made
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Stalled(
                                "PodBlocked",
                                "build 1 in Pod hello-1-build cannot start: MountVolume.SetUp failed for volume \"git\" : secret \"hello-git\" not found; see kubectl describe pod -n team-a hello-1-build"));
        assertThat(stop.again()).contains(Duration.ofSeconds(8));
    }

    @Test
    void shouldRetryWhenAPodCannotStartForAnotherReason() {
        // Given
        cluster.warning("FailedAttachVolume: the disk is busy");

        // Then
        assertThat(observe(Contexts.pod(1, imageBuild)).summary()).isInstanceOf(Summary.Retrying.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Multi-Attach error for volume \"pvc-1\" Volume is already used by pod(s) editor",
                "0/2 nodes are available: 1 node(s) had volume node affinity conflict",
                "0/2 nodes are available: 1 node(s) didn't match PersistentVolume's node affinity"
            })
    void shouldNameTheNodeThatHasTheVolumeOfTheSource(String words) {
        // Given
        var ofClaim = Samples.imageBuild(Samples.CLAIM);
        cluster.warning(words);
        cluster.users("Pod editor on node node-2");

        // When
        var stop = stop(step.run(Contexts.of(ofClaim, Contexts.pod(1, ofClaim)), Contexts.running(1, ofClaim)));

        // Then
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Retrying(
                                "PodBlocked",
                                "build 1 in Pod hello-1-build cannot start: " + words
                                        + "; the source is the claim sources, which Pod editor on node node-2 uses: stop what uses it, give it the access mode ReadOnlyMany or ReadWriteMany, or bring the build to its node by spec.builder.nodeSelector; see kubectl describe pod -n team-a hello-1-build"));
    }

    @Test
    void shouldSayHowToBeginWithAnEmptyCacheWhenTheNodeThatHasItIsLost() {
        // Given
        var words = "0/1 nodes are available: 1 node(s) didn't match PersistentVolume's node affinity";
        cluster.warning(words);

        // Then
        assertThat(observe(Contexts.pod(1, imageBuild)).summary())
                .isEqualTo(
                        new Summary.Retrying(
                                "PodBlocked",
                                "build 1 in Pod hello-1-build cannot start: " + words
                                        + "; the cache is the claim hello-cache, whose volume is of one node: wait until that takes Pods again, or begin with an empty cache: kubectl delete pvc -n team-a hello-cache --wait=false, then kubectl delete pod -n team-a hello-1-build; see kubectl describe pod -n team-a hello-1-build"));
    }

    @Test
    void shouldNotTakeItsOwnInputsForMissing() {
        // Given: the Pod was faster than its inputs, and waits for its image since
        cluster.warning("MountVolume.SetUp failed for volume \"inputs\" : configmap \"hello-1-build\" not found");

        // Then
        assertThat(observe(Contexts.pod(1, imageBuild)).summary()).isInstanceOf(Summary.InProgress.class);
    }

    @Test
    void shouldSayThatTheSourceIsBeingFetched() {
        // When
        var stop = observe(withFetch(running("fetch"), Contexts.pod(1, imageBuild)));

        // Then
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.InProgress(
                                "Fetching",
                                "build 1 in Pod hello-1-build fetches the source; see kubectl logs -n team-a -f hello-1-build -c fetch"));
        assertThat(conditions(stop.progress())).contains("SourceFetched=Unknown(BuildStarted)");
    }

    @Test
    void shouldSayThatTheSourceIsThereWhenTheBuildRuns() {
        // When
        var stop = observe(building(Contexts.pod(1, imageBuild)));

        // Then
        assertThat(stop.summary())
                .isEqualTo(new Summary.InProgress(
                        "Building",
                        "build 1 in Pod hello-1-build builds; see kubectl logs -n team-a -f hello-1-build"));
        assertThat(conditions(stop.progress()))
                .containsExactly(
                        "SourceFetched=True(Fetched)", "Built=Unknown(Building)", "Pushed=Unknown(BuildStarted)");
    }

    @Test
    void shouldGoOnWithTheImageWhenThePodSucceeded() {
        // Given
        var context = Contexts.of(imageBuild, succeeded(Contexts.pod(1, imageBuild)));

        // When
        var progress = proceed(step.run(context, Contexts.running(1, imageBuild)));

        // Then
        assertThat(progress.image()).isEqualTo(Contexts.image());
    }

    private Outcome.Stop observe(Pod pod) {
        return stop(step.run(Contexts.of(imageBuild, pod), Contexts.running(1, imageBuild)));
    }

    private Pod unschedulable() {
        return new PodBuilder(withBuild(waiting("build", null, null), Contexts.pod(1, imageBuild)))
                .editStatus()
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage("1 Insufficient memory")
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod aged(int seconds, Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withCreationTimestamp(Samples.NOW.minusSeconds(seconds).toString())
                .endMetadata()
                .build();
    }

    private static ImageInspector.Inspected manifest(
            String namespace, Object registry, String repository, Digest digest, Optional<Digest> before) {
        return new ImageInspector.Inspected(
                new Manifest(
                        digest, "application/vnd.oci.image.manifest.v1+json", 93_100_000, LAYERS, Optional.of("10001")),
                Optional.empty());
    }
}
