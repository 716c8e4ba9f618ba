package dev.onggi.operator.imagebuild;

import static dev.onggi.operator.imagebuild.BuildPods.FETCHED;
import static dev.onggi.operator.imagebuild.BuildPods.ended;
import static dev.onggi.operator.imagebuild.BuildPods.withFetch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** All steps together with a workload that somebody else owns, with the operator killed on the way. */
class TargetLifeTest {

    private static final String REPOSITORY = "registry.team-a.svc:5000/team-a/hello@";
    private static final String GOOD = REPOSITORY + Samples.DIGEST;
    private static final String BAD = REPOSITORY + Samples.OTHER_DIGEST;
    private static final String ROLLOUT = "rollout: {progressDeadline: 10m, target: {kind: Deployment, name: web}}";
    private static final String SET_IMAGE = "set image of Deployment/web";

    @Test
    void shouldTellTheWholeStoryOnceWhenAllGoesWell() {
        // Given
        var world = world();

        // When
        firstImage(world);

        // Then
        assertThat(world.target().runs()).isEqualTo(GOOD);
        assertThat(world.writes()).containsOnlyOnce(SET_IMAGE);
        assertThat(world.events())
                .containsExactly(
                        "BuildStarted 1",
                        "SourceFetched 1",
                        "BuildSucceeded 1",
                        "Pushed 1",
                        "RolloutStarted 1/1",
                        "RolloutComplete 1/1");
        assertThat(ready(world).status()).isEqualTo("True");
    }

    @Test
    void shouldRollOutOnceWhereverTheOperatorIsKilled() {
        // Given
        var undisturbed = world();
        firstImage(undisturbed);

        // Then
        killedEverywhere(TargetLifeTest::firstImage, world -> {
            assertThat(imagesSet(world)).isEqualTo(1);
            assertSame(world, undisturbed);
        });
    }

    @Test
    void shouldGoBackWhenTheNextImageIsNotAvailableInTime() {
        // Given
        var world = world();

        // When
        wayBack(world);

        // Then
        assertThat(world.target().runs()).isEqualTo(GOOD);
        assertThat(ready(world).reason()).isEqualTo("RolledBack");
        assertThat(world.events()).endsWith("RolloutStarted 2/2", "RollingBack 2/2", "RolledBack 2/2");
    }

    @Test
    void shouldGoBackOnceWhereverTheOperatorIsKilled() {
        // Given
        var undisturbed = world();
        wayBack(undisturbed);

        // Then
        killedEverywhere(TargetLifeTest::wayBack, world -> {
            assertThat(imagesSet(world))
                    .as("the first image, the second, and the first again")
                    .isEqualTo(3);
            assertSame(world, undisturbed);
        });
    }

    @Test
    void shouldTakeTheFieldAgainOnceWhereverTheOperatorIsKilledWhenItsOwnerTookItBack() {
        // Given
        var undisturbed = world();
        takenBack(undisturbed);

        // Then: whether the loss counts, which only an operator that lives on knows, is another matter
        killedEverywhere(TargetLifeTest::takenBack, world -> {
            assertThat(imagesSet(world)).isEqualTo(2);
            assertThat(world.events()).containsExactlyElementsOf(undisturbed.events());
            assertThat(ready(world)).isEqualTo(ready(undisturbed));
        });
    }

    private static void killedEverywhere(Consumer<World> life, Consumer<World> expectation) {
        int call = 0;
        World world;
        do {
            world = world().killedInPlaceOfCall(call);
            life.accept(world);
            assertThat(world.target().runs()).isEqualTo(GOOD);
            expectation.accept(world);
            call++;
        } while (!world.isYetToBeKilled());
        assertThat(call).as("places to be killed in").isGreaterThan(10);
    }

    private static void assertSame(World world, World undisturbed) {
        assertThat(world.events()).containsExactlyElementsOf(undisturbed.events());
        assertThat(world.imageBuild().getStatus())
                .isEqualTo(undisturbed.imageBuild().getStatus());
    }

    private static long imagesSet(World world) {
        return world.writes().stream().filter(SET_IMAGE::equals).count();
    }

    private static World world() {
        return new World(Samples.imageBuild(Samples.GIT, ROLLOUT));
    }

    private static void firstImage(World world) {
        world.settle();
        build(world, 1, BuildPods::succeeded);
        world.target().has(1, 1);
        world.settle();
    }

    /** The second image is not available in time, and the first one is again. */
    private static void wayBack(World world) {
        firstImage(world);
        world.apply(Samples.GIT, ROLLOUT, "rebuild: again");
        world.settle();
        build(world, 2, BuildPods::succeededOtherwise);
        assertThat(world.target().runs()).isEqualTo(BAD);
        world.passes(600);
        world.settle();
        world.target().has(1, 1);
        world.settle();
    }

    /** The owner of the workload applies it once more, with its own image. */
    private static void takenBack(World world) {
        firstImage(world);
        world.target().takenBack();
        world.settle();
        world.target().has(1, 1);
        world.settle();
    }

    private static void build(World world, int number, UnaryOperator<Pod> end) {
        world.kubelet(number, pod -> end.apply(withFetch(ended("fetch", 0, FETCHED), pod)));
        world.settle();
        world.target().has(1, 0);
        world.settle();
    }

    private static Condition ready(World world) {
        return Conditions.find(world.imageBuild().getStatus().conditions(), "Ready")
                .orElseThrow();
    }
}
