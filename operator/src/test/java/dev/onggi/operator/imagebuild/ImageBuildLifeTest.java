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
    void shouldKeepABuildInTheHistoryWhenItsInputChangesAsItEnds() {
        // Given: the operator hears of both in one go
        var world = new World(Samples.imageBuild(Samples.GIT));
        world.settle();
        world.kubelet(1, pod -> BuildPods.succeeded(withFetch(ended("fetch", 0, FETCHED), pod)));

        // When
        world.apply(Samples.GIT, "rebuild: again");
        world.settle();

        // Then
        var status = world.imageBuild().getStatus();
        assertThat(status.history()).singleElement().satisfies(entry -> {
            assertThat(entry.number()).isEqualTo(1);
            assertThat(entry.result()).isEqualTo("Succeeded");
            assertThat(entry.digest()).isEqualTo(Samples.DIGEST.value());
        });
        assertThat(status.image()).as("what workloads run").isNull();
        assertThat(world.events()).containsExactly("BuildStarted 1", "BuildSucceeded 1", "BuildStarted 2");
    }

    @Test
    void shouldBuildAnInputAgainWhenItComesBackAfterItsBuildWasOutdated() {
        // Given
        var world = new World(Samples.imageBuild(Samples.GIT));
        world.settle();
        world.kubelet(1, BuildPods::succeeded);
        world.apply(Samples.GIT, "rebuild: again");
        world.reconcileOnce();

        // When
        world.apply(Samples.GIT);
        world.settle();

        // Then: the image of build 1 is in no status, so nothing could be rolled out
        assertThat(count(world, "create Pod/hello-2-build")).isEqualTo(1);
    }

    @Test
    void shouldTellOfAFailedBuildWhoseInputHasChanged() {
        // Given
        var world = new World(Samples.imageBuild(Samples.GIT));
        world.settle();
        world.kubelet(1, pod -> BuildPods.failed(REFUSED, withFetch(ended("fetch", 0, FETCHED), pod)));

        // When
        world.apply(Samples.GIT, "rebuild: again");
        world.settle();

        // Then
        assertThat(world.imageBuild().getStatus().history())
                .extracting(entry -> entry.number() + " " + entry.result() + " " + entry.reason())
                .containsExactly("1 Failed ContextNotFound");
        assertThat(world.events()).contains("BuildFailed 1", "BuildStarted 2");
    }

    @Test
    void shouldStopTheBuildAndStartAgainWhenTheRegistryGoesAndComesBack() {
        // Given
        var world = new World(Samples.imageBuild(Samples.GIT));
        world.settle();
        world.kubelet(1, BuildPods::building);
        world.settle();

        // When
        world.registries();
        world.settle();

        // Then
        var status = world.imageBuild().getStatus();
        assertThat(world.writes()).contains("delete Pod/hello-1-build");
        assertThat(status.build().result()).isEqualTo("Cancelled");
        assertThat(status.failure().message())
                .startsWith("build 1 was stopped: there is no LocalRegistry in namespace team-a");
        assertThat(Conditions.isTrue(status.conditions(), "Stalled")).isTrue();
        assertThat(world.events()).contains("BuildCancelled 1", "RegistryNotFound 1/1");

        // When
        world.registries(Samples.registry("registry"));
        world.settle();

        // Then
        assertThat(count(world, "create Pod/hello-2-build")).isEqualTo(1);
        assertThat(world.imageBuild().getStatus().failure()).isNull();
    }

    @Test
    void shouldStayAsItIsWhileTheRegistryIsStartedAnewAndBuildAfterwards() {
        // Given
        var world = new World(Samples.imageBuild(Samples.GIT, Samples.ROLLOUT));
        firstBuild(world);
        var writes = world.writes();

        // When
        world.registries(Samples.registry(
                "registry", new Condition("Available", "False", "RegistryStarting", "it is started", 1L, "t")));
        world.settle();

        // Then
        assertThat(world.writes()).isEqualTo(writes);

        // When
        world.apply(Samples.GIT, Samples.ROLLOUT, "rebuild: again");
        world.settle();

        // Then
        assertThat(count(world, "create Pod/hello-2-build")).isZero();
        assertThat(ready(world)).isEqualTo("Unknown");

        // When
        world.registries(Samples.registry("registry"));
        world.settle();

        // Then
        assertThat(count(world, "create Pod/hello-2-build")).isEqualTo(1);
    }

    @Test
    void shouldRollOutUnderAnotherNameWithoutABuildWhenNodesReachTheRegistryByAnother() {
        // Given
        var world = new World(Samples.imageBuild(Samples.GIT, Samples.ROLLOUT));
        firstBuild(world);

        // When
        var registry = Samples.registry("registry");
        registry.setStatus(Samples.reachedAs("127.0.0.1:30123", registry.getStatus()));
        world.registries(registry);
        world.settle();

        // Then
        assertThat(world.imageBuild().getStatus().image().reference())
                .isEqualTo("127.0.0.1:30123/team-a/hello@" + Samples.DIGEST);
        assertThat(count(world, "apply Deployment/hello")).isEqualTo(2);
        assertThat(count(world, "create Pod/hello-2-build")).isZero();
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
