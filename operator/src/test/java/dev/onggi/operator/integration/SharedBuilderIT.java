package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.builder.api.BuilderApi;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The life of a builder that ImageBuilds share, from the build that it is started for. */
class SharedBuilderIT extends SharedBuilderCase {

    @Test
    void shouldBuildByTheOneBuilderWhenSeveralShareIt() {
        // Given
        team.apply(imageBuild("one"));
        team.awaitCondition(ImageBuild.class, "one", "Reconciling", "True BuilderStarting");
        team.apply(imageBuild("two"));
        startBuilder();

        // When
        awaitCommands("start " + id("one", 1), "start " + id("two", 1));
        team.awaitCondition(ImageBuild.class, "one", "Reconciling", "True Building");
        assertThat(runner.credential(id("one", 1))).contains("registry." + team.namespace() + ".svc:5000");
        runner.ends(id("one", 1), 0, BUILT);
        runner.ends(id("two", 1), 1, "reason=ContextNotFound\nexit=1\n\nthere is no context");

        // Then
        team.awaitCondition(ImageBuild.class, "one", "Ready", "True Succeeded");
        team.awaitCondition(ImageBuild.class, "two", "Stalled", "True ContextNotFound");
        var build = team.imageBuild("one").getStatus().build();
        assertThat(build.pod()).isEqualTo(BUILDER);
        assertThat(build.cachedSteps()).isEqualTo(2);
        assertThat(owners(team.get(PersistentVolumeClaim.class, BUILDER))).containsExactlyInAnyOrder("one", "two");
        assertThat(owners(team.get(Pod.class, BUILDER))).containsExactlyInAnyOrder("one", "two");
        assertThat(team.get(NetworkPolicy.class, BUILDER)).isNotNull();
    }

    @Test
    void shouldBeginWithTheBuildThatThePodWasStartedForWhenNobodyCanReachItYet() {
        // Given
        team.apply(imageBuild("app"));
        awaitSecret();
        operator.stop();

        // When
        startBuilder();

        // Then
        assertThat(runner.commands()).containsExactly("start " + id("app", 1));
        assertThat(runner.credential(id("app", 1))).contains("registry." + team.namespace() + ".svc:5000");

        // When
        operator = RunningOperator.start();

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True Building");
        runner.ends(id("app", 1), 0, BUILT);
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        assertThat(runner.commands()).containsExactly("start " + id("app", 1));
    }

    @Test
    void shouldBuildTheNewestInputWhenItChangesBeforeTheBuilderIsReached() {
        // Given
        team.apply(imageBuild("app"));
        awaitSecret();
        team.apply(imageBuild("app").replace("FROM scratch", "FROM busybox"));

        // When
        startBuilder();

        // Then
        awaitCommands("start " + id("app", 1), "stop " + id("app", 1));

        // When
        runner.ends(id("app", 1), 143, "");

        // Then
        awaitCommands("start " + id("app", 1), "stop " + id("app", 1), "start " + id("app", 2));
        runner.ends(id("app", 2), 0, BUILT);
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        assertThat(team.imageBuild("app").getStatus().build().number()).isEqualTo(2);
    }

    @Test
    void shouldStopTheFirstBuildWhenItsImageBuildIsSuspendedBeforeTheBuilderIsReached() {
        // Given
        team.apply(imageBuild("app"));
        awaitSecret();
        team.apply(imageBuild("app").replace("spec: {", "spec: {suspend: true, "));
        team.awaitCondition(ImageBuild.class, "app", "Ready", "False Suspended");

        // When
        startBuilder();

        // Then
        awaitCommands("start " + id("app", 1), "stop " + id("app", 1));
        runner.ends(id("app", 1), 143, "");
        team.awaitCondition(ImageBuild.class, "app", "Ready", "False Suspended");
    }

    @Test
    void shouldBuildOnceWhenTheOperatorIsAwayWhileTheBuildEnds() {
        // Given
        team.apply(imageBuild("app"));
        startBuilder();
        awaitCommands("start " + id("app", 1));
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True Building");
        operator.stop();

        // When
        runner.ends(id("app", 1), 0, BUILT);
        operator = RunningOperator.start();

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        assertThat(runner.commands()).containsExactly("start " + id("app", 1));
        assertThat(team.imageBuild("app").getStatus().history()).hasSize(1);
    }

    @Test
    void shouldStopTheBuildWhenItsImageBuildIsDeleted() {
        // Given
        team.apply(imageBuild("app"));
        var id = id("app", 1);
        startBuilder();
        awaitCommands("start " + id);

        // When
        team.resource(ImageBuild.class, "app").delete();

        // Then: sooner than the builder is asked for news the next time
        awaitCommands(BuilderApi.LONGEST_WAIT.dividedBy(2), "start " + id, "stop " + id);
        runner.ends(id, 143, "");
        await("Pod and claim are removed").atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(isGone(team.get(Pod.class, BUILDER))).isTrue();
            assertThat(isGone(team.get(PersistentVolumeClaim.class, BUILDER))).isTrue();
        });
    }

    @Test
    void shouldStopTheBuilderWhenItHasHadNoWorkForAWhileAndStartItForTheNextInput() {
        // Given
        team.apply(imageBuild("app"));
        startBuilder();
        awaitCommands("start " + id("app", 1));
        runner.ends(id("app", 1), 0, BUILT);
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        var first = team.get(Pod.class, BUILDER).getMetadata().getUid();
        var claim = team.get(PersistentVolumeClaim.class, BUILDER).getMetadata().getUid();

        // When
        clock.advance(Duration.ofMinutes(11));

        // Then
        await("the Pod is gone").atMost(Duration.ofSeconds(20)).until(() -> team.get(Pod.class, BUILDER) == null);
        assertThat(team.get(PersistentVolumeClaim.class, BUILDER))
                .satisfies(kept -> assertThat(kept.getMetadata().getUid()).isEqualTo(claim))
                .satisfies(kept -> assertThat(kept.isMarkedForDeletion()).isFalse());
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");

        // When
        team.apply(imageBuild("app").replace("FROM scratch", "FROM busybox"));

        // Then
        assertThat(team.awaited(Pod.class, BUILDER).getMetadata().getUid()).isNotEqualTo(first);
        assertThat(team.get(PersistentVolumeClaim.class, BUILDER).getMetadata().getUid())
                .isEqualTo(claim);
    }

    @Test
    void shouldFetchOnlyWhenARepositoryIsAmongTheSources() {
        // Given
        team.apply(imageBuild("app"));
        startBuilder();
        awaitCommands("start " + id("app", 1));
        assertThat(containers()).containsExactly("runner", "build");

        // When
        team.apply(imageBuild("site")
                .replace(
                        "{inline: {files: {Dockerfile: \"FROM scratch\"}}}",
                        "{git: {url: https://git.example.com/site.git}}"));

        // Then
        assertThat(team.awaitCondition(ImageBuild.class, "site", "Reconciling", "True BuilderStarting")
                        .message())
                .contains("without what fetches repositories, and is replaced as soon as its builds have ended");
        assertThat(containers()).containsExactly("runner", "build");

        // When
        runner.ends(id("app", 1), 0, BUILT);

        // Then
        await("another Pod")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(containers()).containsExactly("runner", "build", "fetch"));
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
    }

    private List<String> containers() {
        var pod = team.get(Pod.class, BUILDER);
        return pod == null
                ? List.of()
                : pod.getSpec().getContainers().stream().map(Container::getName).toList();
    }

    private static List<String> owners(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .map(OwnerReference::getName)
                .toList();
    }

    private static boolean isGone(HasMetadata object) {
        return object == null || object.isMarkedForDeletion();
    }
}
