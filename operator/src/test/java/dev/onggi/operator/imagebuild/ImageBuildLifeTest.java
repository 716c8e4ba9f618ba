package dev.onggi.operator.imagebuild;

import static dev.onggi.operator.imagebuild.BuildPods.FETCHED;
import static dev.onggi.operator.imagebuild.BuildPods.REFUSED;
import static dev.onggi.operator.imagebuild.BuildPods.ended;
import static dev.onggi.operator.imagebuild.BuildPods.running;
import static dev.onggi.operator.imagebuild.BuildPods.withFetch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.operator.status.Conditions;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** All steps together, from the first look at an ImageBuild to its end, with the operator killed on the way. */
class ImageBuildLifeTest {

    @Test
    void shouldTellTheWholeStoryOnceWhenAllGoesWell() {
        // Given
        var world = new World(Samples.imageBuild(Samples.GIT, Samples.ROLLOUT));

        // When
        firstBuild(world);

        // Then
        assertThat(world.events())
                .containsExactly(
                        "BuildStarted 1",
                        "SourceFetched 1",
                        "BuildSucceeded 1",
                        "Pushed 1",
                        "RolloutStarted 1/1",
                        "RolloutComplete 1/1");
        assertThat(ready(world)).isEqualTo("True");
    }

    @Test
    void shouldWriteNothingWhenNothingHappens() {
        // Given
        var world = new World(Samples.imageBuild(Samples.GIT, Samples.ROLLOUT));
        firstBuild(world);
        var writes = world.writes();

        // When
        world.settle();

        // Then
        assertThat(world.writes()).isEqualTo(writes);
    }

    @Test
    void shouldRollOutNothingWhenABuildCameToTheSameDigest() {
        // Given
        var world = new World(Samples.imageBuild(Samples.GIT, Samples.ROLLOUT));
        firstBuild(world);
        var applied = count(world, "apply Deployment/hello");

        // When
        world.apply(Samples.GIT, Samples.ROLLOUT, "rebuild: again");
        world.settle();
        world.kubelet(2, BuildPods::succeeded);
        world.settle();

        // Then
        assertThat(count(world, "create Pod/hello-2-build")).isEqualTo(1);
        assertThat(count(world, "apply Deployment/hello")).isEqualTo(applied);
        assertThat(world.events()).contains("BuildSucceeded 2").noneMatch(event -> event.matches("Rollout\\w+ 2.*"));
        assertThat(ready(world)).isEqualTo("True");
    }

    @Test
    void shouldKeepWhatRunsAndTellWhyWhenTheNextBuildFails() {
        // Given
        var world = new World(Samples.imageBuild(Samples.GIT, Samples.ROLLOUT));
        firstBuild(world);
        var deployments = count(world, "apply Deployment/hello");

        // When
        world.apply(Samples.GIT, Samples.ROLLOUT, "contextDir: app");
        world.settle();
        world.kubelet(2, pod -> BuildPods.failed(REFUSED, withFetch(ended("fetch", 0, FETCHED), pod)));
        world.settle();

        // Then
        assertThat(count(world, "apply Deployment/hello")).isEqualTo(deployments);
        assertThat(world.events()).endsWith("BuildStarted 2", "SourceFetched 2", "BuildFailed 2");
        assertThat(Conditions.isTrue(world.imageBuild().getStatus().conditions(), "Stalled"))
                .isTrue();
    }

    @Test
    void shouldStopTheOlderBuildBeforeTheNextStartsWhenTheInputChanges() {
        // Given
        var world = new World(Samples.imageBuild(Samples.GIT));
        world.settle();
        world.kubelet(1, BuildPods::building);
        world.settle();

        // When
        world.apply(Samples.GIT, "rebuild: again");
        world.settle();

        // Then
        assertThat(world.writes()).containsSubsequence("delete Pod/hello-1-build", "create Pod/hello-2-build");
        assertThat(world.events())
                .containsExactly("BuildStarted 1", "SourceFetched 1", "BuildCancelled 1", "BuildStarted 2");
    }

    @Test
    void shouldEndAlikeWhereverTheOperatorIsKilled() {
        // Given
        var undisturbed = new World(Samples.imageBuild(Samples.GIT, Samples.ROLLOUT));
        firstBuild(undisturbed);

        // Then
        killedEverywhere(ImageBuildLifeTest::firstBuild, world -> {
            assertThat(count(world, "create Pod/hello-1-build")).isEqualTo(1);
            assertThat(count(world, "create Pod/hello-2-build")).isZero();
            assertThat(count(world, "apply Deployment/hello")).isEqualTo(1);
            assertThat(world.events()).containsExactlyElementsOf(undisturbed.events());
            assertThat(world.imageBuild().getStatus())
                    .isEqualTo(undisturbed.imageBuild().getStatus());
        });
    }

    @Test
    void shouldEndAlikeWhereverTheOperatorIsKilledWhileABuildIsReplaced() {
        // Given
        var undisturbed = new World(Samples.imageBuild(Samples.GIT, Samples.ROLLOUT));
        replacedBuild(undisturbed);

        // Then
        killedEverywhere(ImageBuildLifeTest::replacedBuild, world -> {
            assertThat(count(world, "create Pod/hello-2-build")).isEqualTo(1);
            assertThat(count(world, "create Pod/hello-3-build")).isZero();
            assertThat(world.events()).containsExactlyElementsOf(undisturbed.events());
            assertThat(world.imageBuild().getStatus())
                    .isEqualTo(undisturbed.imageBuild().getStatus());
        });
    }

    private static void killedEverywhere(Consumer<World> life, Consumer<World> expectation) {
        int call = 0;
        World world;
        do {
            world = new World(Samples.imageBuild(Samples.GIT, Samples.ROLLOUT)).killedInPlaceOfCall(call);
            life.accept(world);
            expectation.accept(world);
            call++;
        } while (!world.isYetToBeKilled());
        assertThat(call).as("places to be killed in").isGreaterThan(10);
    }

    private static void firstBuild(World world) {
        world.settle();
        world.kubelet(1, pod -> withFetch(running("fetch"), pod));
        world.settle();
        buildAndRollOut(world, 1);
    }

    private static void replacedBuild(World world) {
        world.settle();
        world.kubelet(1, BuildPods::building);
        world.settle();
        world.apply(Samples.GIT, Samples.ROLLOUT, "rebuild: again");
        world.settle();
        buildAndRollOut(world, 2);
    }

    private static void buildAndRollOut(World world, int number) {
        world.kubelet(number, pod -> BuildPods.building(withFetch(ended("fetch", 0, FETCHED), pod)));
        world.settle();
        world.kubelet(number, BuildPods::succeeded);
        world.settle();
        world.deploymentHas(1, 0);
        world.settle();
        world.deploymentHas(1, 1);
        world.settle();
    }

    private static long count(World world, String write) {
        return world.writes().stream().filter(write::equals).count();
    }

    private static String ready(World world) {
        return Conditions.find(world.imageBuild().getStatus().conditions(), "Ready")
                .map(Condition::status)
                .orElse("absent");
    }
}
