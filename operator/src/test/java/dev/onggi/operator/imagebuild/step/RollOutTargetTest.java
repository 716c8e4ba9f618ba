package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.step.Outcomes.conditions;
import static dev.onggi.operator.imagebuild.step.Outcomes.proceed;
import static dev.onggi.operator.imagebuild.step.Outcomes.stop;
import static dev.onggi.operator.imagebuild.step.Workloads.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.RolloutStatus.Target;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.rollout.TargetWorkload;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollOutTargetTest {

    private static final String IMAGE = Contexts.image().reference();
    private static final String OLD = "docker.io/library/nginx:1";

    private final FakeCluster cluster = new FakeCluster();
    private final FakeTargets targets = new FakeTargets();
    private final RollOut step = new RollOut(cluster, targets);
    private ImageBuild imageBuild =
            Samples.imageBuild("rollout: {progressDeadline: 10m, target: {kind: Deployment, name: web}}");
    private Instant now = Samples.NOW;

    @Test
    void shouldSetTheImageOfTheOnlyContainerInTheNameOfTheDefaultAccount() {
        // Given
        targets.having(Workloads.deployment("flux", OLD, 1, 1, "app"))
                .answering(_ -> new Targets.Write.Done(workload(OURS, IMAGE, 0, 0)));

        // When
        var stop = stop(run(built()));

        // Then
        assertThat(targets.calls).containsExactly("default sets app of Deployment/web to " + IMAGE);
        assertThat(cluster.calls).isEmpty();
        assertThat(stop.summary())
                .isEqualTo(new Summary.InProgress(
                        "RollingOut", "Deployment/web is being rolled out: 0 of 1 new pod has been made"));
        assertThat(stop.progress().rollout().target()).isEqualTo(new Target("app", Samples.NOW.toString(), null, null));
        assertThat(stop.again()).contains(Duration.ofMinutes(10));
    }

    @Test
    void shouldActInTheNameOfTheAccountThatIsNamed() {
        // Given
        targets.having(Workloads.deployment("flux", OLD, 1, 1, "app", "sidecar"));
        imageBuild = Samples.imageBuild(
                "rollout: {progressDeadline: 10m, serviceAccountName: deployer, target: {kind: Deployment, name: web, container: sidecar}}");

        // When
        run(built());

        // Then
        assertThat(targets.calls).containsExactly("deployer sets sidecar of Deployment/web to " + IMAGE);
    }

    @Test
    void shouldWriteNothingWhenTheImageIsSetAlready() {
        // Given
        targets.having(workload("flux", IMAGE, 1, 1).object());

        // When
        var progress = proceed(run(built()));

        // Then
        assertThat(targets.calls).isEmpty();
        assertThat(progress.rollout().summary()).isEqualTo("1/1");
        assertThat(progress.rollout().goodImage()).isEqualTo(IMAGE);
        assertThat(conditions(progress)).containsExactly("RolledOut=True(RolloutComplete)");
    }

    @Test
    void shouldWriteNothingWhenOnlyTheInformerLagsBehind() {
        // Given
        targets.having(
                workload("flux", OLD, 1, 1).object(),
                workload(OURS, IMAGE, 1, 1).object());

        // When
        var progress = proceed(run(built()));

        // Then
        assertThat(targets.calls).isEmpty();
        assertThat(progress.rollout().target().lossTimes()).isNull();
    }

    @Test
    void shouldBeCompleteWhenACronJobHasTheImage() {
        // Given
        imageBuild = Samples.imageBuild("rollout: {progressDeadline: 10m, target: {kind: CronJob, name: web}}");
        targets.having(Workloads.cronJob(OLD))
                .answering(_ -> new Targets.Write.Done(new TargetWorkload(Workloads.cronJob(IMAGE))));

        // When
        var progress = proceed(run(built()));

        // Then
        assertThat(progress.conditions().toList().getLast().message())
                .isEqualTo("CronJob/web has the image and uses it from its next run on");
        assertThat(progress.rollout().summary()).isNull();
        assertThat(progress.history().getFirst().rollout()).isEqualTo("Complete");
    }

    @Test
    void shouldStallUntilItIsThereWhenThereIsNoSuchWorkload() {
        // Given
        targets.having(null);

        // When
        var stop = stop(run(built()));

        // Then
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Stalled(
                                "TargetNotFound",
                                "there is no Deployment/web in namespace team-a, and an ImageBuild does not make it: apply it, and its image is set as soon as it is there; see kubectl get deployment -n team-a"));
        assertThat(targets.calls).isEmpty();
    }

    @Test
    void shouldListTheContainersWhenThereAreSeveralAndNoneIsNamed() {
        // Given
        targets.having(Workloads.deployment("flux", OLD, 1, 1, "app", "sidecar"));

        // When
        var stop = stop(run(built()));

        // Then
        assertThat(stop.summary())
                .isEqualTo(new Summary.Stalled(
                        "TargetContainerUnknown",
                        "Deployment/web has several containers: name one of app, sidecar in rollout.target.container"));
    }

    @Test
    void shouldTellTheCommandsWhenTheAccountMayNot() {
        // Given
        targets.having(workload("flux", OLD, 1, 1).object()).answering(_ -> new Targets.Write.Forbidden());

        // When
        var stop = stop(run(built()));

        // Then
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Stalled(
                                "RolloutForbidden",
                                "the ServiceAccount default of namespace team-a may not patch Deployment/web; grant it with: kubectl create role onggi-rollout-web -n team-a --verb=patch --resource=deployments.apps --resource-name=web && kubectl create rolebinding onggi-rollout-web -n team-a --role=onggi-rollout-web --serviceaccount=team-a:default"));
        assertThat(stop.again()).as("no informer tells of roles").isPresent();
    }

    @Test
    void shouldTellThePolicysWordsWhenAdmissionRefuses() {
        // Given
        targets.having(workload("flux", OLD, 1, 1).object())
                .answering(_ -> new Targets.Write.Refused("only images of harbor"));

        // When
        var stop = stop(run(built()));

        // Then
        assertThat(stop.summary())
                .isEqualTo(new Summary.Stalled(
                        "Rejected", "the image of Deployment/web cannot be set: only images of harbor"));
    }

    @Test
    void shouldGiveWayWhenTheFieldWasTakenBackThreeTimes() {
        // Given
        targets.having(workload("flux", OLD, 1, 1).object())
                .answering(_ -> new Targets.Write.Done(workload(OURS, IMAGE, 1, 1)));
        var progress = run(built()).progress();
        assertThat(targets.calls).as("the first is no loss").hasSize(1);

        // When
        progress = run(next(progress, 1)).progress();
        now = now.plusSeconds(60);
        progress = run(next(progress, 1)).progress();

        // Then
        assertThat(targets.calls).as("it was taken back, twice").hasSize(3);
        assertThat(progress.rollout().target().lossTimes())
                .containsExactly(
                        Samples.NOW.toString(), Samples.NOW.plusSeconds(60).toString());

        // When
        var stop = stop(run(next(progress, 1)));

        // Then
        assertThat(stop.summary()).isInstanceOf(Summary.Stalled.class);
        assertThat(stop.summary().reason()).isEqualTo("RolloutConflict");
        assertThat(stop.summary().message())
                .startsWith("flux keeps setting the image of container app of Deployment/web to " + OLD);
        assertThat(targets.calls).hasSize(3);

        // When: an hour later
        now = now.plusSeconds(3600);
        var later = stop(run(next(stop.progress(), 1)));

        // Then
        assertThat(later.summary().reason()).isEqualTo("RolloutConflict");
        assertThat(targets.calls).hasSize(3);

        // When: the spec changes
        imageBuild.getMetadata().setGeneration(2L);
        var again = run(next(later.progress(), 2)).progress();

        // Then
        assertThat(targets.calls).hasSize(4);
        assertThat(again.rollout().target().conflict()).isNull();
    }

    @Test
    void shouldNotGiveWayWhenTheLossesLieFarApart() {
        // Given
        targets.having(workload("flux", OLD, 1, 1).object())
                .answering(_ -> new Targets.Write.Done(workload(OURS, IMAGE, 1, 1)));
        var progress = run(built()).progress();

        // When
        for (int loss = 1; loss <= 4; loss++) {
            now = now.plusSeconds(301);
            progress = run(next(progress, 1)).progress();
        }

        // Then
        assertThat(targets.calls).hasSize(5);
        assertThat(progress.rollout().target().conflict()).isNull();
    }

    @Test
    void shouldNotCallItALossWhenOurOwnImageHasAnotherAddressNow() {
        // Given
        targets.having(workload(OURS, OLD, 1, 1).object())
                .answering(_ -> new Targets.Write.Done(workload(OURS, IMAGE, 1, 1)));
        var progress = run(built()).progress();

        // When
        var next = run(next(progress, 1)).progress();

        // Then
        assertThat(next.rollout().target().lossTimes()).isNull();
    }

    @Test
    void shouldFailWhenNothingCameFurtherWithinTheDeadline() {
        // Given
        targets.having(workload(OURS, IMAGE, 1, 0).object());
        var progress = run(built()).progress();
        now = now.plusSeconds(599);
        var waiting = stop(run(next(progress, 1)));
        assertThat(waiting.again()).contains(Duration.ofSeconds(1));

        // When
        now = now.plusSeconds(1);
        var stop = stop(run(next(waiting.progress(), 1)));

        // Then
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Stalled(
                                "RolloutFailed",
                                "the image was not available within the progress deadline of 10m: 0 of 1 new pod is available; see kubectl describe -n team-a deployment/web"));
    }

    @Test
    void shouldGoBackToTheLastGoodImageWhenTheDeadlineHasPassed() {
        // Given
        var good = IMAGE.replace(Samples.DIGEST.value(), Samples.OTHER_DIGEST.value());
        targets.having(workload(OURS, IMAGE, 1, 0).object());
        var first = run(built()).progress();
        var progress = first.with(first.rollout().withGoodImage(good, null));
        now = now.plusSeconds(600);

        // When
        var stop = stop(run(next(progress, 1)));
        targets.answering(_ -> new Targets.Write.Done(workload(OURS, good, 0, 0)));
        run(next(stop.progress(), 1));

        // Then
        assertThat(stop.summary().reason()).isEqualTo("RollingBack");
        assertThat(targets.calls).containsExactly("default sets app of Deployment/web to " + good);
    }

    @Test
    void shouldNotFailWhenTheWorkloadIsPaused() {
        // Given
        var paused = new DeploymentBuilder(Workloads.deployment(OURS, IMAGE, 0, 0, "app"))
                .editSpec()
                .withPaused(true)
                .endSpec()
                .build();
        targets.having(paused);
        var progress = run(built()).progress();
        now = now.plusSeconds(7200);

        // When
        var stop = stop(run(next(progress, 1)));

        // Then
        assertThat(stop.summary().reason()).isEqualTo("RollingOut");
        assertThat(stop.summary().message()).contains("the Deployment is paused; see kubectl rollout resume");
        assertThat(stop.again()).isEmpty();
    }

    @Test
    void shouldNotCallAnImageGoodThatIsReadyForAMomentOnly() {
        // Given: the workload has neither minReadySeconds nor a readiness probe
        targets.having(workload(OURS, IMAGE, 1, 1).object());

        // When
        var stop = stop(run(built(), readySince(now.minusSeconds(1))));

        // Then
        assertThat(stop.summary())
                .isEqualTo(new Summary.InProgress(
                        "RollingOut", "Deployment/web is being rolled out: its pods have to stay ready for a moment"));
        assertThat(stop.again()).contains(Duration.ofSeconds(2));
        assertThat(stop.progress().rollout().goodImage()).isNull();

        // When
        var progress = proceed(run(built(), readySince(now.minusSeconds(3))));

        // Then
        assertThat(progress.rollout().goodImage()).isEqualTo(IMAGE);
    }

    @Test
    void shouldSayWhichSecretIsMissingWhenAPodCannotPull() {
        // Given
        targets.having(workload(OURS, IMAGE, 1, 0).object());

        // When
        var without = stop(run(built(), notPulling()));
        var with = stop(run(built(), withSecret(notPulling())));

        // Then
        assertThat(without.summary().reason()).isEqualTo("ImagePullBackOff");
        assertThat(without.summary().message())
                .contains(
                        "401. The Pod has no Secret of the registry to pull with: name registry-pull in imagePullSecrets of the template of Deployment/web, or of its ServiceAccount");
        assertThat(with.summary().message()).contains("401").doesNotContain("imagePullSecrets");
    }

    @Test
    void shouldTakeAwayTheOwnDeploymentWhenATargetIsNamedInItsPlace() {
        // Given
        targets.having(workload("flux", IMAGE, 1, 1).object());
        var own = new DeploymentBuilder()
                .withNewMetadata()
                .withName("hello")
                .endMetadata()
                .build();

        // When
        step.run(Contexts.of(imageBuild, own), built());

        // Then
        assertThat(cluster.calls).containsExactly("delete Deployment/hello");
    }

    private Outcome run(Progress progress, Pod... pods) {
        var context = Contexts.of(imageBuild);
        return step.run(
                new BuildContext(
                        imageBuild,
                        context.registry(),
                        context.source(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(pods),
                        Optional.empty(),
                        Optional.empty(),
                        context.settings(),
                        now),
                progress);
    }

    private Progress built() {
        return Contexts.built(1, imageBuild);
    }

    private static Progress next(Progress progress, long generation) {
        return Contexts.next(progress, generation);
    }

    private static TargetWorkload workload(String manager, String image, int updated, int available) {
        HasMetadata deployment = Workloads.deployment(manager, image, updated, available, "app");
        return new TargetWorkload(deployment);
    }

    private static Pod readySince(Instant time) {
        return new PodBuilder(notPulling())
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withLastTransitionTime(time.toString())
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod notPulling() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("web-x")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withImage(IMAGE)
                .endContainer()
                .endSpec()
                .withNewStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewWaiting("401", "ErrImagePull")
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static Pod withSecret(Pod pod) {
        return new PodBuilder(pod)
                .editSpec()
                .addNewImagePullSecret("registry-pull")
                .endSpec()
                .build();
    }
}
