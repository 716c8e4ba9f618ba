package dev.onggi.operator.imagebuild;

import static dev.onggi.operator.imagebuild.BuildPods.FETCHED;
import static dev.onggi.operator.imagebuild.BuildPods.ended;
import static dev.onggi.operator.imagebuild.BuildPods.withFetch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
import dev.onggi.api.v1alpha1.RolloutStatus.TakenBack;
import dev.onggi.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The way back from an image that does not become available, and the way to an older one on purpose. */
class RollbackLifeTest {

    private static final String REPOSITORY = "registry.team-a.svc:5000/team-a/hello@";
    private static final String GOOD = REPOSITORY + Samples.DIGEST;
    private static final String BAD = REPOSITORY + Samples.OTHER_DIGEST;

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
        world.apply(Samples.GIT, Samples.ROLLOUT.replace("rollout: {", "rollout: {toBuild: 1, "), REBUILD);
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

    private static final String REBUILD = "rebuild: again";

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

    private static Condition ready(World world) {
        return Conditions.find(world.imageBuild().getStatus().conditions(), "Ready")
                .orElseThrow();
    }
}
