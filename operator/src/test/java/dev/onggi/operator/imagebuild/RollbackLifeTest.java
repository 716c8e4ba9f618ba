package dev.onggi.operator.imagebuild;

import static dev.onggi.operator.imagebuild.BuildPods.FETCHED;
import static dev.onggi.operator.imagebuild.BuildPods.ended;
import static dev.onggi.operator.imagebuild.BuildPods.withFetch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
import dev.onggi.api.v1alpha1.PodSecurity;
import dev.onggi.api.v1alpha1.RolloutStatus.TakenBack;
import dev.onggi.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The way back from an image that does not become available, and the way to an older one on purpose. */
class RollbackLifeTest {

    private static final String REPOSITORY = "registry.team-a.svc:5000/team-a/hello@";
    private static final String GOOD = REPOSITORY + Samples.DIGEST;
    private static final String BAD = REPOSITORY + Samples.OTHER_DIGEST;

    private static final String REBUILD = "rebuild: again";
    private static final String TO_BUILD_1 = Samples.ROLLOUT.replace("rollout: {", "rollout: {toBuild: 1, ");
    private static final String NO_WAY_BACK = Samples.ROLLOUT.replace("rollout: {", "rollout: {rollback: false, ");

    @Test
    void shouldRunTheImageBeforeWhenTheNewOneIsNotAvailableInTime() {
        // Given
        var world = world();
        secondBuild(world, Samples.ROLLOUT);

        // When
        world.deploymentExceeded();
        world.settle();

        // Then
        assertThat(world.runs()).isEqualTo(GOOD);
        assertThat(ready(world).reason()).isEqualTo("RollingBack");

        // When
        world.deploymentHas(1, 1);
        world.settle();

        // Then
        var status = world.imageBuild().getStatus();
        assertThat(ready(world).status()).isEqualTo("False");
        assertThat(ready(world).reason()).isEqualTo("RolledBack");
        assertThat(ready(world).message())
                .isEqualTo("Deployment/hello runs " + GOOD
                        + " again, for the image was not available within the progress deadline of 10m: "
                        + "0 of 1 new pod is available; see kubectl describe -n team-a deployment/hello; "
                        + "change the source or the spec to try anew");
        assertThat(Conditions.isTrue(status.conditions(), "Stalled")).isTrue();
        assertThat(status.image().reference()).isEqualTo(BAD);
        assertThat(status.rollout().digest()).isEqualTo(Samples.DIGEST.value());
        assertThat(status.rollout().takenBack()).isEqualTo(new TakenBack(Samples.OTHER_DIGEST.value(), 2L));
        assertThat(status.history()).extracting(HistoryEntry::rollout).containsExactly("RolledBack", "Complete");
        assertThat(world.events()).endsWith("RolloutStarted 2/2", "RollingBack 2/2", "RolledBack 2/2");
    }

    @Test
    void shouldGoBackOnceWhereverTheOperatorIsKilled() {
        // Given
        var undisturbed = world();
        rolledBack(undisturbed);
        int call = 0;
        World world;

        do {
            // When
            world = new World(Samples.imageBuild(Samples.GIT, Samples.ROLLOUT)).killedInPlaceOfCall(call);
            firstBuild(world);
            rolledBack(world);

            // Then
            assertThat(world.writes().stream().filter("apply Deployment/hello"::equals))
                    .as("the first image, the second, and the first again")
                    .hasSize(3);
            assertThat(world.events()).containsExactlyElementsOf(undisturbed.events());
            assertThat(world.imageBuild().getStatus())
                    .isEqualTo(undisturbed.imageBuild().getStatus());
            call++;
        } while (!world.isYetToBeKilled());
        assertThat(call).as("places to be killed in").isGreaterThan(20);
    }

    @Test
    void shouldRestrictEachImageAsItsOwnUserAllowsOnItsWayBackAsWell() {
        // Given: the first image runs as root, and the second by a number
        var world = new World(Samples.imageBuild(Samples.GIT, Samples.ROLLOUT));
        world.imagesRunAs(Optional.of("root"));
        firstBuild(world);
        var ofRoot = world.container().getSecurityContext();
        world.imagesRunAs(Optional.of("10001"));

        // When
        secondBuild(world, Samples.ROLLOUT);

        // Then
        assertThat(world.runs()).isEqualTo(BAD);
        assertThat(world.container().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(podSecurity(world).restricted()).isTrue();

        // When
        world.deploymentExceeded();
        world.settle();

        // Then
        assertThat(world.runs()).isEqualTo(GOOD);
        assertThat(world.container().getSecurityContext()).isEqualTo(ofRoot);
        assertThat(ofRoot.getRunAsNonRoot()).isNull();
        assertThat(podSecurity(world).restricted()).isFalse();
        assertThat(podSecurity(world).message()).contains("the image runs as root");
    }

    @Test
    void shouldReplaceNoPodWhenAnImageOfBeforeIsBuiltAgain() {
        // Given: built and rolled out by an operator that did not ask for the user
        var world = world();
        assertThat(world.container().getSecurityContext()).isNull();
        assertThat(podSecurity(world).message()).contains("who the image runs as is not known");
        world.imagesRunAs(Optional.of("10001"));

        // When: it is built again, to the same digest
        world.apply(Samples.GIT, Samples.ROLLOUT, REBUILD);
        world.settle();
        build(world, 2, BuildPods::succeeded);

        // Then
        assertThat(world.writes().stream().filter("apply Deployment/hello"::equals))
                .hasSize(1);

        // When: it is another image
        world.apply(Samples.GIT, Samples.ROLLOUT, "rebuild: third");
        world.settle();
        build(world, 3, BuildPods::succeededOtherwise);

        // Then
        assertThat(world.container().getSecurityContext().getRunAsNonRoot()).isTrue();
    }

    @Test
    void shouldTryTheImageAnewWhenTheSpecChanges() {
        // Given
        var world = world();
        rolledBack(world);

        // When
        world.apply(Samples.GIT, Samples.ROLLOUT.replace("progressDeadline: 10m", "progressDeadline: 20m"), REBUILD);
        world.settle();

        // Then
        assertThat(world.runs()).isEqualTo(BAD);

        // When
        world.deploymentHas(1, 1);
        world.settle();

        // Then
        assertThat(ready(world).status()).isEqualTo("True");
        assertThat(world.imageBuild().getStatus().failure()).isNull();
        assertThat(world.imageBuild().getStatus().rollout().takenBack()).isNull();
        assertThat(world.imageBuild().getStatus().rollout().goodImage()).isEqualTo(BAD);
    }

    @Test
    void shouldStayWithTheNewImageWhenNoWayBackIsWanted() {
        // Given
        var world = world();
        secondBuild(world, NO_WAY_BACK);

        // When
        world.deploymentExceeded();
        world.settle();

        // Then
        assertThat(world.runs()).isEqualTo(BAD);
        assertThat(ready(world).reason()).isEqualTo("RolloutFailed");
    }

    @Test
    void shouldStayWithTheFirstImageWhenThereIsNoneBefore() {
        // Given
        var world = new World(Samples.imageBuild(Samples.GIT, Samples.ROLLOUT));
        world.settle();
        build(world, 1, BuildPods::succeeded);

        // When
        world.deploymentExceeded();
        world.settle();

        // Then
        assertThat(world.runs()).isEqualTo(GOOD);
        assertThat(ready(world).reason()).isEqualTo("RolloutFailed");
        assertThat(world.imageBuild().getStatus().rollout().takenBack()).isNull();
    }

    @Test
    void shouldSayThatNeitherRunsWhenTheImageBeforeIsNotAvailableEither() {
        // Given
        var world = world();
        secondBuild(world, Samples.ROLLOUT);
        world.deploymentExceeded();
        world.settle();

        // When
        world.deploymentExceeded();
        world.settle();

        // Then
        assertThat(ready(world).reason()).isEqualTo("RolloutFailed");
        assertThat(ready(world).message()).contains("; the image before neither: the image was not available");
    }

    @Test
    void shouldRunTheBuildThatTheSpecNamesUntilItNamesNone() {
        // Given
        var world = world();
        secondBuild(world, Samples.ROLLOUT);
        world.deploymentHas(1, 1);
        world.settle();
        assertThat(world.runs()).isEqualTo(BAD);

        // When
        world.apply(Samples.GIT, TO_BUILD_1, REBUILD);
        world.settle();
        world.deploymentHas(1, 1);
        world.settle();

        // Then
        assertThat(world.runs()).isEqualTo(GOOD);
        assertThat(ready(world).status()).isEqualTo("True");
        assertThat(ready(world).reason()).isEqualTo("Pinned");
        assertThat(ready(world).message())
                .isEqualTo(
                        "the only pod of Deployment/hello runs the image of build 1, as rollout.toBuild asks, and is available");

        // When
        world.apply(Samples.GIT, Samples.ROLLOUT, REBUILD);
        world.settle();

        // Then
        assertThat(world.runs()).isEqualTo(BAD);
    }

    @Test
    void shouldGoBackToTheBuildThatTheSpecNamesWithoutWaitingForTheNextOne() {
        // Given: a second image runs, and a third build has failed
        var world = world();
        secondBuild(world, Samples.ROLLOUT);
        world.deploymentHas(1, 1);
        world.settle();
        world.apply(Samples.GIT, Samples.ROLLOUT, "rebuild: third");
        world.settle();
        build(world, 3, pod -> BuildPods.failed(BuildPods.REFUSED, pod));
        assertThat(world.runs()).isEqualTo(BAD);
        assertThat(ready(world).reason()).isEqualTo("ContextNotFound");

        // When: the change of the spec has the failed input be built again
        world.apply(Samples.GIT, TO_BUILD_1, "rebuild: third");
        world.settle();

        // Then
        assertThat(world.runs()).isEqualTo(GOOD);
        assertThat(ready(world).reason()).isEqualTo("BuildStarted");
        assertThat(world.imageBuild().getStatus().rollout().digest()).isEqualTo(Samples.DIGEST.value());
        assertThat(world.events()).contains("RolloutStarted 4/4");

        // When: it fails as well
        build(world, 4, pod -> BuildPods.failed(BuildPods.REFUSED, pod));
        world.deploymentHas(1, 1);
        world.settle();

        // Then
        assertThat(world.runs()).isEqualTo(GOOD);
        assertThat(ready(world).reason()).isEqualTo("ContextNotFound");
        assertThat(world.imageBuild().getStatus().failure().reason()).isEqualTo("ContextNotFound");
        assertThat(rolledOut(world).status()).isEqualTo("True");
        assertThat(rolledOut(world).reason()).isEqualTo("Pinned");
        assertThat(world.events()).contains("RolloutComplete 4/4");
    }

    @Test
    void shouldPushWhatIsBuiltAndRunItOnlyWhenTheSpecNamesNoBuildAnyMore() {
        // Given
        var world = world();
        world.apply(Samples.GIT, TO_BUILD_1);
        world.settle();
        assertThat(ready(world).reason()).isEqualTo("Pinned");

        // When
        world.apply(Samples.GIT, TO_BUILD_1, REBUILD);
        world.settle();
        build(world, 2, BuildPods::succeededOtherwise);
        world.deploymentHas(1, 1);
        world.settle();

        // Then
        assertThat(world.imageBuild().getStatus().image().reference()).isEqualTo(BAD);
        assertThat(world.runs()).isEqualTo(GOOD);
        assertThat(ready(world).reason()).isEqualTo("Pinned");

        // When
        world.apply(Samples.GIT, Samples.ROLLOUT, REBUILD);
        world.settle();

        // Then
        assertThat(world.runs()).isEqualTo(BAD);
    }

    @Test
    void shouldListTheBuildsWhenTheSpecNamesOneThatIsNotThere() {
        // Given
        var world = world();
        secondBuild(world, Samples.ROLLOUT);

        // When
        world.apply(Samples.GIT, Samples.ROLLOUT.replace("rollout: {", "rollout: {toBuild: 7, "), REBUILD);
        world.settle();

        // Then
        assertThat(world.runs()).isEqualTo(BAD);
        assertThat(ready(world).reason()).isEqualTo("BuildNotFound");
        assertThat(ready(world).message())
                .isEqualTo("rollout.toBuild is 7, and status.history has no image of that build; it has those of 2, 1");
    }

    /** A world whose first build runs. */
    private static World world() {
        var world = new World(Samples.imageBuild(Samples.GIT, Samples.ROLLOUT));
        firstBuild(world);
        return world;
    }

    private static void firstBuild(World world) {
        world.settle();
        build(world, 1, BuildPods::succeeded);
        world.deploymentHas(1, 1);
        world.settle();
    }

    private static void secondBuild(World world, String rollout) {
        world.apply(Samples.GIT, rollout, REBUILD);
        world.settle();
        build(world, 2, BuildPods::succeededOtherwise);
    }

    private static void rolledBack(World world) {
        secondBuild(world, Samples.ROLLOUT);
        world.deploymentExceeded();
        world.settle();
        world.deploymentHas(1, 1);
        world.settle();
    }

    private static void build(World world, int number, UnaryOperator<Pod> end) {
        world.kubelet(number, pod -> end.apply(withFetch(ended("fetch", 0, FETCHED), pod)));
        world.settle();
        world.deploymentHas(1, 0);
        world.settle();
    }

    private static PodSecurity podSecurity(World world) {
        return world.imageBuild().getStatus().rollout().podSecurity();
    }

    private static Condition ready(World world) {
        return Conditions.find(world.imageBuild().getStatus().conditions(), "Ready")
                .orElseThrow();
    }

    private static Condition rolledOut(World world) {
        return Conditions.find(world.imageBuild().getStatus().conditions(), "RolledOut")
                .orElseThrow();
    }
}
