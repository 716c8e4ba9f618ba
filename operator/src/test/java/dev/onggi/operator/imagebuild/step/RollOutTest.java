package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.step.Outcomes.conditions;
import static dev.onggi.operator.imagebuild.step.Outcomes.proceed;
import static dev.onggi.operator.imagebuild.step.Outcomes.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.PodSecurity;
import dev.onggi.api.v1alpha1.RolloutStatus;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollOutTest {

    private final FakeCluster cluster = new FakeCluster();
    private final RollOut step = new RollOut(cluster, new FakeTargets());
    private final ImageBuild imageBuild = Samples.imageBuild(Samples.ROLLOUT);

    @Test
    void shouldRunTheImageByDigestBehindAService() {
        // When
        var stop = stop(step.run(Contexts.of(imageBuild), Contexts.built(1, imageBuild)));

        // Then
        assertThat(cluster.calls).containsExactly("apply Service/hello", "apply Deployment/hello");
        var deployment = (Deployment) cluster.applied.getLast();
        var pod = deployment.getSpec().getTemplate().getSpec();
        assertThat(pod.getContainers())
                .extracting(container -> container.getImage())
                .containsExactly(Contexts.image().reference());
        assertThat(pod.getImagePullSecrets())
                .extracting(secret -> secret.getName())
                .containsExactly("registry-pull");
        assertThat(stop.summary()).isInstanceOf(Summary.InProgress.class);
        assertThat(stop.progress().rollout().digest()).isEqualTo(Samples.DIGEST.value());
    }

    @Test
    void shouldGoOnWhenAllPodsRunTheImage() {
        // When
        var progress = proceed(run(deployment(1, 1, 1, 1)));

        // Then
        assertThat(progress.rollout())
                .isEqualTo(new RolloutStatus(
                        "Deployment/hello",
                        Samples.DIGEST.value(),
                        1,
                        1,
                        1,
                        "1/1",
                        Contexts.image().reference(),
                        "10001",
                        null,
                        null,
                        new PodSecurity(true, null),
                        null));
        assertThat(progress.history().getFirst().rollout()).isEqualTo("Complete");
        assertThat(conditions(progress)).containsExactly("RolledOut=True(RolloutComplete)");
    }

    @Test
    void shouldNotCallAnImageGoodWhenNoPodRunsIt() {
        // Given
        var none = new DeploymentBuilder(deployment(0, 0, 0, 0))
                .editSpec()
                .withReplicas(0)
                .endSpec()
                .build();

        // When
        var progress = proceed(run(none));

        // Then
        assertThat(progress.rollout().goodImage()).isNull();
        assertThat(progress.history().getFirst().rollout()).isNull();
        assertThat(progress.conditions().toList().getLast().message())
                .isEqualTo("Deployment/hello will run the image when it has pods; none are wanted now");
    }

    @Test
    void shouldNotCountAnOldPodWhenTheNewOneIsNotReady() {
        // When
        var stop = stop(run(deployment(2, 1, 1, 1)));

        // Then
        assertThat(stop.progress().rollout().summary()).isEqualTo("0/1");
        assertThat(stop.summary())
                .isEqualTo(new Summary.InProgress(
                        "RollingOut", "Deployment/hello is being rolled out: 1 old pod is still to end"));
        assertThat(conditions(stop.progress())).containsExactly("RolledOut=Unknown(RollingOut)");
    }

    @Test
    void shouldTellHowTheNewPodsCrash() {
        // When
        var stop = stop(run(deployment(1, 1, 0, 0), crashing(Contexts.image().reference())));

        // Then
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Retrying(
                                "CrashLoopBackOff",
                                "pod hello-x: CrashLoopBackOff: the container ended with exit code 3 after \"no port\"; see kubectl logs --previous -n team-a hello-x"));
        assertThat(stop.progress().failure().exitCode()).isEqualTo(3);
        assertThat(stop.progress().failure().log()).isEqualTo("no port");
    }

    @Test
    void shouldTellThatNoPodCanBeMadeInTheWordsOfTheApiServer() {
        // Given
        var refused = new DeploymentBuilder(deployment(0, 0, 0, 0))
                .editStatus()
                .addNewCondition()
                .withType("ReplicaFailure")
                .withStatus("True")
                .withMessage(
                        "pods \"hello-x\" is forbidden: violates PodSecurity \"baseline:latest\": hostPath volumes")
                .endCondition()
                .endStatus()
                .build();

        // When
        var stop = stop(run(refused));

        // Then
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Retrying(
                                "WorkloadPodRefused",
                                "no Pod of Deployment/hello can be made: pods \"hello-x\" is forbidden: violates PodSecurity \"baseline:latest\": hostPath volumes; see kubectl describe -n team-a deployment/hello"));
        assertThat(stop.progress().failure().reason()).isEqualTo("WorkloadPodRefused");
    }

    @Test
    void shouldNotTellOfPodsThatRunAnOlderImage() {
        // When
        var stop = stop(run(deployment(2, 1, 0, 0), crashing("registry.team-a.svc:5000/team-a/hello@sha256:0")));

        // Then
        assertThat(stop.summary()).isInstanceOf(Summary.InProgress.class);
        assertThat(stop.progress().failure()).isNull();
    }

    @Test
    void shouldStallWithTheCauseWhenTheDeadlineIsExceeded() {
        // When
        var stop = stop(
                run(exceeded(deployment(1, 1, 0, 0)), crashing(Contexts.image().reference())));

        // Then
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Stalled(
                                "RolloutFailed",
                                "the image was not available within the progress deadline of 10m: pod hello-x: CrashLoopBackOff: the container ended with exit code 3 after \"no port\"; see kubectl logs --previous -n team-a hello-x"));
        assertThat(conditions(stop.progress())).containsExactly("RolledOut=False(RolloutFailed)");
    }

    @Test
    void shouldStallWithTheNextCommandWhenTheDeadlineIsExceededAndNoPodTellsWhy() {
        assertThat(stop(run(exceeded(deployment(1, 1, 0, 0)))).summary().message())
                .isEqualTo(
                        "the image was not available within the progress deadline of 10m: 0 of 1 new pod is available; see kubectl describe -n team-a deployment/hello");
    }

    @Test
    void shouldForgetTheFailureWhenThePodsBecomeAvailable() {
        // Given
        var failed = stop(run(exceeded(deployment(1, 1, 0, 0)))).progress();

        // When
        var progress =
                proceed(step.run(Contexts.of(imageBuild, deployment(1, 1, 1, 1)), Contexts.next(failed.kept(), 1)));

        // Then
        assertThat(progress.failure()).isNull();
    }

    @Test
    void shouldTakeAwayWhatRunsWhenNoRollOutIsWanted() {
        // Given
        var published = Samples.imageBuild();
        var failed = stop(run(exceeded(deployment(1, 1, 0, 0)))).progress();
        cluster.calls.clear();

        // When
        var progress = proceed(
                step.run(withService(Contexts.of(published, deployment(1, 1, 0, 0))), Contexts.next(failed.kept(), 1)));

        // Then
        assertThat(cluster.calls).containsExactly("delete Deployment/hello", "delete Service/hello");
        assertThat(progress.rollout()).isNull();
        assertThat(progress.failure()).as("it was that of the roll-out").isNull();
        assertThat(conditions(progress)).isEmpty();
    }

    @Test
    void shouldTakeAwayTheServiceWhenNoPortIsLeft() {
        // Given
        var portless = Samples.imageBuild("rollout: {progressDeadline: 10m, deployment: {replicas: 1}}");

        // When
        step.run(withService(Contexts.of(portless, deployment(1, 1, 1, 1))), Contexts.built(1, portless));

        // Then
        assertThat(cluster.calls).containsExactly("delete Service/hello", "apply Deployment/hello");
    }

    private Outcome run(Deployment deployment, Pod... pods) {
        return step.run(Contexts.of(imageBuild, deployment, pods), Contexts.built(1, imageBuild));
    }

    private static BuildContext withService(BuildContext context) {
        var service = new ServiceBuilder()
                .withNewMetadata()
                .withName("hello")
                .endMetadata()
                .build();
        return new BuildContext(
                context.imageBuild(),
                context.registry(),
                context.source(),
                List.of(),
                List.of(),
                context.deployment(),
                Optional.of(service),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                context.settings(),
                context.now());
    }

    private static Deployment deployment(int all, int updated, int ready, int available) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("hello")
                .withGeneration(1L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(1L)
                .withReplicas(all)
                .withUpdatedReplicas(updated)
                .withReadyReplicas(ready)
                .withAvailableReplicas(available)
                .endStatus()
                .build();
    }

    private static Deployment exceeded(Deployment deployment) {
        return new DeploymentBuilder(deployment)
                .editStatus()
                .addNewCondition()
                .withType("Progressing")
                .withReason("ProgressDeadlineExceeded")
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod crashing(String image) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("hello-x")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withImage(image)
                .endContainer()
                .endSpec()
                .withNewStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewTerminated()
                .withExitCode(3)
                .withMessage("no port")
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
