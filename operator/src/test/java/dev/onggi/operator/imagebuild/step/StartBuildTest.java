package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.BuildPods.building;
import static dev.onggi.operator.imagebuild.BuildPods.leaving;
import static dev.onggi.operator.imagebuild.BuildPods.succeeded;
import static dev.onggi.operator.imagebuild.step.Outcomes.conditions;
import static dev.onggi.operator.imagebuild.step.Outcomes.proceed;
import static dev.onggi.operator.imagebuild.step.Outcomes.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Failure;
import dev.onggi.operator.imagebuild.BuildPods;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.status.Summary;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartBuildTest {

    private final FakeCluster cluster = new FakeCluster();
    private final StartBuild step = new StartBuild(cluster);
    private final ImageBuild imageBuild = Samples.imageBuild();

    @Test
    void shouldMakePodClaimAndInputsInThisOrderWhenNothingWasBuilt() {
        // When
        var stop = stop(step.run(Contexts.of(imageBuild), Contexts.nothing()));

        // Then
        assertThat(cluster.calls)
                .containsExactly(
                        "create Pod/hello-1-build",
                        "apply NetworkPolicy/hello-build",
                        "apply PersistentVolumeClaim/hello-cache",
                        "create ConfigMap/hello-1-build");
        assertThat(stop.summary())
                .isEqualTo(new Summary.InProgress(
                        "BuildStarted",
                        "build 1 runs in Pod hello-1-build; see kubectl logs -n team-a -f hello-1-build"));
        assertThat(stop.again()).isEmpty();
    }

    @Test
    void shouldRecordTheBuildWhenItHasStarted() {
        // When
        var progress = step.run(Contexts.of(imageBuild), Contexts.nothing()).progress();

        // Then
        var build = progress.build();
        assertThat(build.number()).isEqualTo(1);
        assertThat(build.pod()).isEqualTo("hello-1-build");
        assertThat(build.fingerprint()).isEqualTo(Contexts.fingerprint(imageBuild));
        assertThat(build.generation()).isEqualTo(1);
        assertThat(build.attempt()).isEqualTo(1);
        assertThat(build.startTime()).isEqualTo(Samples.NOW.toString());
        assertThat(build.result()).isNull();
        assertThat(conditions(progress))
                .containsExactly(
                        "SourceFetched=Unknown(BuildStarted)",
                        "Built=Unknown(BuildStarted)",
                        "Pushed=Unknown(BuildStarted)");
    }

    @Test
    void shouldMakeNoClaimWhenNothingIsKept() {
        // When
        step.run(Contexts.of(Samples.imageBuild("cache: {mode: None, size: 10Gi}")), Contexts.nothing());

        // Then
        assertThat(cluster.calls)
                .containsExactly(
                        "create Pod/hello-1-build",
                        "apply NetworkPolicy/hello-build",
                        "create ConfigMap/hello-1-build");
    }

    @Test
    void shouldStallWithTheAdviceWhenPodSecurityRefusesThePod() {
        // Given
        cluster.denying("pods \"hello-1-build\" is forbidden: violates PodSecurity \"restricted:latest\"");

        // When
        var stop = stop(step.run(Contexts.of(imageBuild), Contexts.nothing()));

        // Then
        assertThat(cluster.inputs).isEmpty();
        assertThat(stop.progress().build()).isNull();
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Stalled(
                                "PodDenied",
                                "the build Pod is not admitted: pods \"hello-1-build\" is forbidden: violates PodSecurity \"restricted:latest\"; builds need Pod Security baseline: kubectl label ns team-a --overwrite pod-security.kubernetes.io/enforce=baseline"));
        assertThat(stop.again()).contains(Duration.ofSeconds(30));
    }

    @Test
    void shouldStallInThePolicysWordsWhenAnotherPolicyRefusesThePod() {
        // Given
        cluster.denying("no pods on Sundays");

        // Then
        assertThat(stop(step.run(Contexts.of(imageBuild), Contexts.nothing()))
                        .summary()
                        .message())
                .isEqualTo(
                        "the build Pod is not admitted: no pods on Sundays; ask for the policy to be changed, or change the build");
    }

    @Test
    void shouldGoOnWithoutACallWhenTheInputIsBuilt() {
        // Given
        var context = Contexts.of(imageBuild, succeeded(Contexts.pod(1, imageBuild)));

        // When
        var progress = proceed(step.run(context, Contexts.built(1, imageBuild)));

        // Then
        assertThat(cluster.calls).isEmpty();
        assertThat(conditions(progress))
                .containsExactly("SourceFetched=True(Fetched)", "Built=True(Succeeded)", "Pushed=True(Pushed)");
    }

    @Test
    void shouldConfirmTheConditionsWhenTheSpecChangedAndTheInputDidNot() {
        // Given
        var built = Contexts.next(Contexts.built(1, imageBuild).kept(), 2);

        // When
        var progress = proceed(step.run(Contexts.of(imageBuild), built));

        // Then
        assertThat(progress.conditions().toList())
                .hasSize(3)
                .extracting(Condition::observedGeneration)
                .containsOnly(2L);
    }

    @Test
    void shouldNotClaimThatTheNewInputIsBuiltWhenItsBuildIsNotAdmitted() {
        // Given
        var changed = Samples.imageBuild("rebuild: again");
        cluster.denying("no");
        var before = Contexts.next(Contexts.built(1, imageBuild).kept(), 2);

        // When
        var progress = step.run(Contexts.of(changed), before).progress();

        // Then: the conditions say which generation they are about
        assertThat(progress.conditions().find("Built")).get().satisfies(built -> {
            assertThat(built.status()).isEqualTo("True");
            assertThat(built.observedGeneration()).isEqualTo(1);
        });
    }

    @Test
    void shouldStartTheNextBuildWhenTheInputChanged() {
        // Given
        var changed = Samples.imageBuild("rebuild: again");
        var context = Contexts.of(changed, succeeded(Contexts.pod(1, imageBuild)));

        // When
        var progress = step.run(context, Contexts.built(1, imageBuild)).progress();

        // Then
        assertThat(cluster.calls).contains("create Pod/hello-2-build");
        assertThat(progress.build().number()).isEqualTo(2);
        assertThat(progress.image()).as("what runs stays known").isEqualTo(Contexts.image());
    }

    @Test
    void shouldGoOnToObserveWhenTheBuildRuns() {
        // Given
        var running = Contexts.running(1, imageBuild);

        // When
        var progress = proceed(step.run(Contexts.of(imageBuild, building(Contexts.pod(1, imageBuild))), running));

        // Then
        assertThat(cluster.calls).isEmpty();
        assertThat(progress).isEqualTo(running);
    }

    @Test
    void shouldAdoptThePodWhenTheOperatorWasKilledBeforeItWroteOfIt() {
        // Given
        var context = Contexts.of(imageBuild, building(Contexts.pod(1, imageBuild)));

        // When
        var progress = proceed(step.run(context, Contexts.nothing()));

        // Then
        assertThat(cluster.calls)
                .containsExactly(
                        "apply NetworkPolicy/hello-build",
                        "apply PersistentVolumeClaim/hello-cache",
                        "create ConfigMap/hello-1-build");
        assertThat(progress.build().number()).isEqualTo(1);
        assertThat(progress.build().result()).isNull();
        assertThat(conditions(progress)).contains("Built=Unknown(BuildStarted)");
    }

    @Test
    void shouldAdoptThePodOfTheNextBuildWhenTheStatusIsStale() {
        // Given
        var changed = Samples.imageBuild("rebuild: again");
        var context = Contexts.of(changed, succeeded(Contexts.pod(1, imageBuild)), building(Contexts.pod(2, changed)));

        // When
        var progress = proceed(step.run(context, Contexts.built(1, imageBuild)));

        // Then: nothing of build 1 is told of build 2
        assertThat(progress.build().number()).isEqualTo(2);
        assertThat(conditions(progress.kept()))
                .containsExactly(
                        "SourceFetched=Unknown(BuildStarted)",
                        "Built=Unknown(BuildStarted)",
                        "Pushed=Unknown(BuildStarted)");
    }

    @Test
    void shouldStopAnOlderBuildAndSaySoWhenTheInputChanged() {
        // Given
        var changed = Samples.imageBuild("rebuild: again");
        var context = Contexts.of(changed, building(Contexts.pod(1, imageBuild)));

        // When
        var stop = stop(step.run(context, Contexts.running(1, imageBuild)));

        // Then
        assertThat(cluster.calls).containsExactly("delete Pod/hello-1-build");
        assertThat(stop.progress().build().result()).isEqualTo("Cancelled");
        assertThat(stop.progress().history()).hasSize(1);
        assertThat(stop.summary())
                .isEqualTo(new Summary.InProgress(
                        "Cancelling",
                        "build 1 is being stopped, for its input has changed; the next one starts when it has ended"));
    }

    @Test
    void shouldWaitWithoutACallWhenTheOlderBuildIsStillEnding() {
        // Given
        var changed = Samples.imageBuild("rebuild: again");
        var pod = leaving(building(Contexts.pod(1, imageBuild)));
        var cancelled = Contexts.next(BuildRecord.cancelled(Contexts.running(1, imageBuild), pod, Samples.NOW), 2);

        // When
        var stop = stop(step.run(Contexts.of(changed, pod), cancelled));

        // Then
        assertThat(cluster.calls).isEmpty();
        assertThat(stop.summary())
                .isEqualTo(new Summary.InProgress(
                        "Cancelling", "build 1 is being stopped; the next one starts when it has ended"));
    }

    @Test
    void shouldLookAgainWhenOnlyTheApiServerKnowsThePod() {
        // Given
        cluster.knowingPods();

        // When
        var stop = stop(step.run(Contexts.of(imageBuild), Contexts.running(1, imageBuild)));

        // Then
        assertThat(cluster.calls).containsExactly("look for Pod/hello-1-build");
        assertThat(stop.progress().build().number()).isEqualTo(1);
        assertThat(stop.again()).contains(Duration.ofSeconds(2));
    }

    @Test
    void shouldRetryAfterAPauseWhenThePodIsGone() {
        // When
        var stop = stop(step.run(Contexts.of(imageBuild), Contexts.running(1, imageBuild)));

        // Then
        assertThat(cluster.pods).isEmpty();
        assertThat(stop.progress().build().result()).isEqualTo("Failed");
        assertThat(stop.progress().history()).hasSize(1);
        assertThat(stop.again()).contains(Duration.ofSeconds(10));
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Retrying(
                                "BuildInterrupted",
                                "Pod hello-1-build was gone before its build ended; see kubectl get events -n team-a; the build is tried again"));
        assertThat(conditions(stop.progress()))
                .containsExactly(
                        "SourceFetched=Unknown(BuildStarted)",
                        "Built=False(BuildInterrupted)",
                        "Pushed=False(BuildInterrupted)");
    }

    @Test
    void shouldRecordTheOlderBuildBeforeTheNextStartsWhenItsPodIsGoneAndTheInputChanged() {
        // Given: the operator was killed between deleting the Pod and writing of it
        var changed = Samples.imageBuild("rebuild: again");

        // When
        var stop = stop(step.run(Contexts.of(changed), Contexts.running(1, imageBuild)));

        // Then
        assertThat(cluster.pods).isEmpty();
        assertThat(stop.progress().build().result()).isEqualTo("Cancelled");
        assertThat(stop.summary())
                .isEqualTo(new Summary.InProgress(
                        "Cancelling", "build 1 was stopped, for its input has changed; the next one starts"));
        assertThat(stop.again()).contains(Duration.ofSeconds(2));
    }

    @Test
    void shouldStayStalledWithTheCauseWhenTheInputCannotBeBuilt() {
        // Given
        var failed = failed(false);

        // When
        var stop = stop(step.run(Contexts.of(imageBuild), failed));

        // Then
        assertThat(cluster.calls).isEmpty();
        assertThat(stop.summary()).isEqualTo(new Summary.Stalled("DockerfileInvalid", "line 1"));
        assertThat(stop.again()).isEmpty();
    }

    @Test
    void shouldWaitForItsTimeWhenTheBuildIsTriedAgain() {
        // When
        var stop = stop(step.run(Contexts.of(imageBuild), failed(true)));

        // Then: ten seconds after the end, which was five seconds ago
        assertThat(cluster.calls).isEmpty();
        assertThat(stop.summary()).isEqualTo(new Summary.Retrying("DockerfileInvalid", "line 1"));
        assertThat(stop.again()).contains(Duration.ofSeconds(5));
    }

    private Progress failed(boolean retryable) {
        var failure = new Failure("DockerfileInvalid", "line 1", null, null, null, null, null);
        return Contexts.next(
                BuildRecord.failed(
                        Contexts.running(1, imageBuild),
                        Contexts.pod(1, imageBuild),
                        Optional.empty(),
                        failure,
                        retryable,
                        BuildPods.END),
                1);
    }
}
