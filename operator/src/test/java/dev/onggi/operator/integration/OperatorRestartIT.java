package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
import dev.onggi.operator.model.Digest;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An operator that ends in the middle of its work, and another one that goes on with it. */
class OperatorRestartIT {

    private static final Duration NOTHING_HAPPENS = Duration.ofMillis(700);

    private static final String APP = """
            apiVersion: onggi.dev/v1alpha1
            kind: ImageBuild
            metadata: {name: app}
            spec:
              source: {inline: {files: {Dockerfile: "FROM scratch"}}}
              cache: {mode: None}
              rollout: {deployment: {replicas: 1}}
            """;

    @Test
    void shouldBuildOnceWhenTheOperatorIsAwayWhileABuildEnds() {
        // Given
        var team = Team.create();
        var first = RunningOperator.start();
        team.applySimpleRegistry();
        team.apply(APP);
        team.actors().starts("app-1-build");
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True Building");
        first.stop();

        // When
        team.actors().builds("app-1-build", Digest.of("image"));
        try (var _ = RunningOperator.start()) {
            team.actors().rollsOut("app");

            // Then
            team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
            assertOneBuildAndOneRollout(team);
        }
    }

    @Test
    void shouldRollOutOnceWhenTheOperatorIsAwayWhileARolloutEnds() {
        // Given
        var team = Team.create();
        var first = RunningOperator.start();
        team.applySimpleRegistry();
        team.apply(APP);
        team.actors().builds("app-1-build", Digest.of("image"));
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True RollingOut");
        first.stop();

        // When
        team.actors().rollsOut("app");
        try (var _ = RunningOperator.start()) {

            // Then
            team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
            assertOneBuildAndOneRollout(team);
        }
    }

    @Test
    void shouldBuildNothingWhenTheOperatorIsStartedAnewAndEverythingIsBuilt() {
        // Given
        var team = Team.create();
        var first = RunningOperator.start();
        team.applySimpleRegistry();
        team.apply(APP);
        team.actors().builds("app-1-build", Digest.of("image"));
        team.actors().rollsOut("app");
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        var built = team.imageBuild("app").getStatus();
        first.stop();
        // also where its finished Pod was taken away meanwhile
        team.resource(Pod.class, "app-1-build").withGracePeriod(0).delete();

        // When
        try (var _ = RunningOperator.start()) {
            // it works at what comes after
            team.apply(APP.replace("name: app", "name: next"));
            team.awaited(Pod.class, "next-1-build");

            // Then
            await().during(NOTHING_HAPPENS).untilAsserted(() -> {
                assertThat(team.list(Pod.class))
                        .extracting(pod -> pod.getMetadata().getName())
                        .containsExactly("next-1-build");
                assertThat(team.imageBuild("app").getStatus()).isEqualTo(built);
            });
        }
    }

    @Test
    void shouldGoBackOnceWhenTheOperatorEndsOnTheWayBack() {
        // Given: a second image that does not become available in time
        var team = Team.create();
        var first = RunningOperator.start();
        team.applySimpleRegistry();
        team.apply(APP);
        team.actors().builds("app-1-build", Digest.of("image"));
        team.actors().rollsOut("app");
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        team.apply(APP + "  rebuild: again\n");
        team.actors().builds("app-2-build", Digest.of("another"));
        awaitImage(team, Digest.of("another"));
        team.actors().exceedsDeadline("app");
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True RollingBack");
        awaitImage(team, Digest.of("image"));
        first.stop();

        // When
        team.actors().rollsOut("app");
        try (var _ = RunningOperator.start()) {

            // Then
            team.awaitCondition(ImageBuild.class, "app", "Stalled", "True RolledBack");
            assertThat(image(team)).endsWith(Digest.of("image").value());
            assertThat(team.get(Deployment.class, "app").getMetadata().getGeneration())
                    .as("the first image, the second, and the first again")
                    .isEqualTo(3);
            assertThat(team.imageBuild("app").getStatus().history())
                    .extracting(HistoryEntry::rollout)
                    .containsExactly("RolledBack", "Complete");
            assertThat(team.eventReasons("app"))
                    .containsOnlyOnce("RolloutComplete", "RollingBack", "RolledBack")
                    .filteredOn("RolloutStarted"::equals)
                    .hasSize(2);
        }
    }

    private static void awaitImage(Team team, Digest digest) {
        await().untilAsserted(() -> assertThat(image(team)).endsWith(digest.value()));
    }

    private static String image(Team team) {
        return team.get(Deployment.class, "app")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    private static void assertOneBuildAndOneRollout(Team team) {
        assertThat(team.list(Pod.class))
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("app-1-build");
        assertThat(team.imageBuild("app").getStatus().history()).hasSize(1);
        assertThat(team.get(Deployment.class, "app").getMetadata().getGeneration())
                .isEqualTo(1);
        assertThat(team.eventReasons("app"))
                .containsExactly(
                        "BuildStarted",
                        "SourceFetched",
                        "BuildSucceeded",
                        "Pushed",
                        "RolloutStarted",
                        "RolloutComplete");
    }
}
