package dev.onggi.operator.imagebuild;

import static dev.onggi.operator.imagebuild.BuildPods.FETCHED;
import static dev.onggi.operator.imagebuild.BuildPods.ended;
import static dev.onggi.operator.imagebuild.BuildPods.inPhase;
import static dev.onggi.operator.imagebuild.BuildPods.startedAgainAfter;
import static dev.onggi.operator.imagebuild.BuildPods.withBuild;
import static dev.onggi.operator.imagebuild.BuildPods.withFetch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** An ImageBuild whose git server is asked for new commits. */
class TriggerLifeTest {

    private static final String TRIGGERS = "triggers: {git: {interval: 5m}}";
    private static final String BASES = "triggers: {baseImage: {interval: 1h}}";
    private static final String BUILT_FROM_TWO = """
            {"steps":1,"cachedSteps":0,"bases":["docker.io/library/a:1@%s","docker.io/library/b:1@%s"],\
            "metadata":{"containerimage.digest":"%s"}}""".formatted(Samples.DIGEST, Samples.DIGEST, Samples.DIGEST);
    private static final String OTHER_COMMIT = "b".repeat(40);
    private static final String UNREACHABLE =
            "reason=SourceUnreachable\ncannot reach git.example.com: Connection refused";

    private final World world = new World(Samples.imageBuild(Samples.GIT, TRIGGERS));

    @Test
    void shouldWatchWhenABuildIsOverAndNotBefore() {
        // Given
        world.settle();
        assertThat(world.watch()).isEmpty();

        // When
        built(world, 1, Samples.COMMIT);

        // Then
        assertThat(world.watch()
                        .orElseThrow()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getArgs())
                .containsExactly("https://git.example.com/team/hello.git", "main", Samples.COMMIT, "300");
    }

    @Test
    void shouldWriteNothingWhenItIsAskedAgainAndAgain() {
        // Given
        watched(world);
        var writes = world.writes();

        // When
        world.settle();

        // Then
        assertThat(world.writes()).isEqualTo(writes);
        assertThat(watching(world).status()).isEqualTo("True");
        assertThat(watching(world).message()).isEqualTo("the git server is asked for the commit of main every 5m");
    }

    @Test
    void shouldAskEveryHourWhenOnlyAWebhookIsAskedFor() {
        // When
        world.apply(Samples.GIT, "triggers: {webhook: {secretRef: {name: hook}}}");
        watched(world);

        // Then
        assertThat(watching(world).message())
                .isEqualTo("the git server is asked for the commit of main every 1h and at each push event");
    }

    @Test
    void shouldBuildOnceWhenThereIsAnotherCommit() {
        // When
        newCommit(world);

        // Then
        assertThat(world.writes()).contains("create Pod/hello-2-build").doesNotContain("create Pod/hello-3-build");
        assertThat(world.imageBuild().getStatus().trigger().found()).isEqualTo(OTHER_COMMIT);
        assertThat(world.imageBuild().getStatus().trigger().afterBuild()).isEqualTo(1);
        assertThat(world.events()).contains("NewCommit 1", "BuildSucceeded 2");
        assertThat(world.watch()
                        .orElseThrow()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getArgs())
                .contains(OTHER_COMMIT);
    }

    @Test
    void shouldBuildOnceWhereverTheOperatorIsKilled() {
        // Given
        var undisturbed = new World(Samples.imageBuild(Samples.GIT, TRIGGERS));
        newCommit(undisturbed);

        // Then
        int call = 0;
        World killed;
        do {
            killed = new World(Samples.imageBuild(Samples.GIT, TRIGGERS)).killedInPlaceOfCall(call++);
            newCommit(killed);
            assertThat(killed.writes().stream().filter(write -> write.matches("create Pod/hello-\\d-build")))
                    .containsExactly("create Pod/hello-1-build", "create Pod/hello-2-build");
            assertThat(killed.events()).containsExactlyElementsOf(undisturbed.events());
            assertThat(killed.imageBuild().getStatus())
                    .isEqualTo(undisturbed.imageBuild().getStatus());
        } while (!killed.isYetToBeKilled());
        assertThat(call).as("places to be killed in").isGreaterThan(12);
    }

    @Test
    void shouldBuildOnceWhenTheRemoteGoesBackMeanwhile() {
        // Given: the watch saw a commit that was gone when the build fetched
        watched(world);
        world.kubeletOfWatch(found(OTHER_COMMIT));
        world.settle();

        // When
        built(world, 2, Samples.COMMIT);
        answered(world);

        // Then
        assertThat(world.imageBuild().getStatus().build().number()).isEqualTo(2);
        assertThat(watching(world).status()).isEqualTo("True");
    }

    @Test
    void shouldStayReadyAndSayWhyWhenThereIsNoAnswer() {
        // Given
        watched(world);

        // When
        world.kubeletOfWatch(pod ->
                inPhase("Running", withBuild(startedAgainAfter(ended("git", 1, UNREACHABLE)), pod)));
        world.settle();

        // Then
        assertThat(watching(world).status()).isEqualTo("False");
        assertThat(watching(world).reason()).isEqualTo("SourceUnreachable");
        assertThat(watching(world).message())
                .startsWith(
                        "cannot reach git.example.com: Connection refused; see kubectl logs -n team-a hello-watch -c git --previous")
                .endsWith("and what is built stays");
        assertThat(is(world, "Ready")).isTrue();
        assertThat(is(world, "Stalled")).isFalse();
        assertThat(world.events()).contains("SourceUnreachable watch1/1");

        // When: it is tried again and again
        var writes = world.writes();
        world.kubeletOfWatch(pod -> inPhase("Running", withBuild(ended("git", 1, UNREACHABLE), pod)));
        world.settle();

        // Then
        assertThat(world.writes()).isEqualTo(writes);

        // When
        answered(world);

        // Then
        assertThat(watching(world).status()).isEqualTo("True");
    }

    @Test
    void shouldTryACommitOnceThatCannotBeFetched() {
        // Given
        watched(world);
        world.kubeletOfWatch(found(OTHER_COMMIT));
        world.settle();

        // When
        world.kubelet(
                2,
                pod -> inPhase("Failed", withFetch(ended("fetch", 1, "reason=SourceInvalid\ncannot check out"), pod)));
        world.settle();

        // Then: it knows the commit
        assertThat(world.watch()
                        .orElseThrow()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getArgs())
                .contains(OTHER_COMMIT);
        assertThat(is(world, "Stalled")).isTrue();
        assertThat(world.imageBuild().getStatus().build().number()).isEqualTo(2);
    }

    @Test
    void shouldBuildWhenASourceComesToBe() {
        // Given
        world.settle();
        world.kubelet(
                1, pod -> inPhase("Failed", withFetch(ended("fetch", 1, "reason=RevisionNotFound\nno revision"), pod)));
        world.settle();
        assertThat(is(world, "Stalled")).isTrue();

        // When
        world.kubeletOfWatch(found(OTHER_COMMIT));
        world.settle();

        // Then
        assertThat(world.imageBuild().getStatus().build().number()).isEqualTo(2);
    }

    @Test
    void shouldMakeTheWatchAnewWhenItWasEvicted() {
        // Given
        watched(world);

        // When
        world.kubeletOfWatch(pod -> inPhase("Failed", pod));
        world.settle();

        // Then
        assertThat(world.watch().orElseThrow().getStatus()).isNull();
        assertThat(world.imageBuild().getStatus().build().number()).isEqualTo(1);
    }

    @Test
    void shouldBuildNothingWhenTheTriggerGoesOrChanges() {
        // Given
        watched(world);

        // When
        world.apply(Samples.GIT, "triggers: {git: {interval: 30s}}");
        world.settle();

        // Then
        assertThat(world.watch()
                        .orElseThrow()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getArgs())
                .contains("30");

        // When
        world.apply(Samples.GIT);
        world.settle();

        // Then
        assertThat(world.watch()).isEmpty();
        assertThat(Conditions.find(world.imageBuild().getStatus().conditions(), "Watching"))
                .isEmpty();
        assertThat(world.imageBuild().getStatus().build().number()).isEqualTo(1);
    }

    @Test
    void shouldNotWatchWhenSuspendedOrAtACommitId() {
        // Given
        watched(world);

        // When
        world.apply(Samples.GIT, TRIGGERS, "suspend: true");
        world.settle();

        // Then
        assertThat(world.watch()).isEmpty();

        // When
        var pinned = Samples.GIT.replace("revision: main", "revision: " + Samples.COMMIT);
        world.apply(pinned, TRIGGERS);
        world.settle();
        built(world, 2, Samples.COMMIT);

        // Then
        assertThat(world.watch()).isEmpty();
    }

    @Test
    void shouldBuildOnceForEachDigestThatMovesAlsoWhenTheBuildFails() {
        // Given
        var bases = new World(Samples.imageBuild(BASES));
        bases.settle();
        bases.kubelet(1, pod -> inPhase("Succeeded", withBuild(ended("build", 0, BUILT_FROM_TWO), pod)));
        bases.settle();
        assertThat(bases.watch()
                        .orElseThrow()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getArgs())
                .contains("docker.io/library/a:1@" + Samples.DIGEST, "docker.io/library/b:1@" + Samples.DIGEST);

        // When
        moves(bases, "docker.io/library/a:1");
        bases.kubelet(2, pod -> BuildPods.failed(BuildPods.REFUSED, pod));
        bases.settle();

        // Then
        assertThat(bases.watch()
                        .orElseThrow()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getArgs())
                .contains("docker.io/library/a:1@" + Samples.OTHER_DIGEST, "docker.io/library/b:1@" + Samples.DIGEST);

        // When
        moves(bases, "docker.io/library/b:1");
        bases.kubelet(3, pod -> BuildPods.failed(BuildPods.REFUSED, pod));
        bases.settle();

        // Then: both are known, and neither starts another build
        var status = bases.imageBuild().getStatus();
        assertThat(status.build().number()).isEqualTo(3);
        assertThat(status.trigger().reason()).isEqualTo("NewBaseImage");
        assertThat(status.trigger().found()).isEqualTo("docker.io/library/b:1@" + Samples.OTHER_DIGEST);
        assertThat(status.baseImages())
                .allSatisfy(base -> assertThat(base.digest()).isEqualTo(Samples.OTHER_DIGEST.value()));
        assertThat(bases.events()).contains("NewBaseImage 1", "NewBaseImage 2");
    }

    @Test
    void shouldBelieveNothingThatIsNotWatched() {
        // Given
        var bases = new World(Samples.imageBuild(BASES));
        bases.settle();
        bases.kubelet(1, pod -> inPhase("Succeeded", withBuild(ended("build", 0, BUILT_FROM_TWO), pod)));
        bases.settle();

        // When
        moves(bases, "docker.io/library/other:1");

        // Then
        assertThat(bases.imageBuild().getStatus().build().number()).isEqualTo(1);
        assertThat(bases.imageBuild().getStatus().trigger()).isNull();
    }

    @Test
    void shouldNotWatchWhenAnImageIsBuiltFromNothing() {
        // Given
        var bases = new World(Samples.imageBuild(BASES));
        bases.settle();

        // When
        bases.kubelet(1, BuildPods::succeeded);
        bases.settle();

        // Then
        assertThat(bases.watch()).isEmpty();
    }

    private static void moves(World world, String image) {
        world.kubeletOfWatch(pod ->
                inPhase("Succeeded", withBuild(ended("bases", 0, image + "@" + Samples.OTHER_DIGEST), pod)));
        world.settle();
    }

    private static void newCommit(World world) {
        watched(world);
        world.kubeletOfWatch(found(OTHER_COMMIT));
        world.settle();
        built(world, 2, OTHER_COMMIT);
        answered(world);
    }

    private static void watched(World world) {
        world.settle();
        built(world, 1, Samples.COMMIT);
        answered(world);
    }

    private static void answered(World world) {
        world.kubeletOfWatch(pod -> inPhase("Running", withBuild(BuildPods.started("git"), pod)));
        world.settle();
    }

    private static UnaryOperator<Pod> found(String commit) {
        return pod -> inPhase("Succeeded", withBuild(ended("git", 0, commit + "\n"), pod));
    }

    private static void built(World world, int number, String commit) {
        world.kubelet(
                number,
                pod -> BuildPods.succeeded(withFetch(ended("fetch", 0, FETCHED.replace(Samples.COMMIT, commit)), pod)));
        world.settle();
    }

    private static Condition watching(World world) {
        return Conditions.find(world.imageBuild().getStatus().conditions(), "Watching")
                .orElseThrow();
    }

    private static boolean is(World world, String condition) {
        return Conditions.isTrue(world.imageBuild().getStatus().conditions(), condition);
    }
}
