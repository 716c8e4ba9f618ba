package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
import dev.onggi.operator.model.Digest;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The way of an ImageBuild from its source to a Deployment. */
class ImageBuildIT {

    private static final Digest FIRST = Digest.of("first");
    private static final Digest SECOND = Digest.of("second");

    private static final String ROLLOUT = "  rollout: {deployment: {replicas: 1, ports: [{containerPort: 8080}]}}\n";

    /** What is not to happen would have happened by then: a step takes some ten milliseconds. */
    private static final Duration NOTHING_HAPPENS = Duration.ofMillis(700);

    private static RunningOperator operator;

    @BeforeAll
    static void start() {
        operator = RunningOperator.start();
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @Test
    void shouldRollOutWhatWasBuiltWhenAllGoesWell() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();

        // When
        team.apply(app("FROM scratch") + ROLLOUT);
        team.actors().starts("app-1-build");
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True Building");
        team.actors().builds("app-1-build", FIRST);
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True RollingOut");
        team.actors().rollsOut("app");

        // Then
        var ready = team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        var image = "registry.%1$s.svc:5000/%1$s/app@%2$s".formatted(team.namespace(), FIRST);
        assertThat(ready.message()).isEqualTo(image + " runs on 1/1 pods of Deployment/app");
        var pod = team.get(Deployment.class, "app").getSpec().getTemplate().getSpec();
        assertThat(pod.getContainers().getFirst().getImage()).isEqualTo(image);
        assertThat(pod.getImagePullSecrets())
                .extracting(secret -> secret.getName())
                .containsExactly("registry-pull");
        assertThat(team.get(Service.class, "app").getSpec().getPorts())
                .extracting(port -> port.getPort())
                .containsExactly(8080);
        assertThat(team.imageBuild("app").getStatus().image().size()).isEqualTo(RecordingRegistry.SIZE);
        assertThat(team.eventReasons("app"))
                .as("events, in the order of kubectl describe")
                .containsExactly(
                        "BuildStarted",
                        "SourceFetched",
                        "BuildSucceeded",
                        "Pushed",
                        "RolloutStarted",
                        "RolloutComplete");
    }

    @Test
    void shouldBuildOnceMoreWhenTheContentOfTheConfigMapChanges() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        team.apply(files("files", "FROM scratch") + files("other", "FROM scratch") + """
                ---
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec: {source: {configMapRef: {name: files}}, cache: {mode: None}}
                """);
        team.actors().builds("app-1-build", FIRST);
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");

        // When
        team.apply(files("other", "FROM busybox"));
        team.resource(ConfigMap.class, "files").edit(files -> {
            files.getMetadata().getLabels().put("team", "a");
            return files;
        });

        // Then
        await().during(NOTHING_HAPPENS)
                .untilAsserted(() -> assertThat(buildPods(team)).containsExactly("app-1-build"));

        // When
        team.apply(files("files", "FROM busybox"));
        team.actors().builds("app-2-build", SECOND);

        // Then
        await().untilAsserted(() ->
                assertThat(team.imageBuild("app").getStatus().image().digest()).isEqualTo(SECOND.value()));
        await().during(NOTHING_HAPPENS)
                .untilAsserted(() -> assertThat(buildPods(team)).containsExactly("app-1-build", "app-2-build"));
        assertThat(team.get(ConfigMap.class, "app-2-build").getData()).containsEntry("file-0", "FROM busybox");
    }

    @ParameterizedTest
    @MethodSource("edits")
    void shouldBuildNothingWhenSomebodyEditsWhatIsNoInput(Edit edit) {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        team.apply(app("FROM scratch"));
        team.actors().builds("app-1-build", FIRST);
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");

        // When
        edit.of().accept(team.resource(ImageBuild.class, "app"));

        // Then
        await().during(NOTHING_HAPPENS)
                .untilAsserted(() -> assertThat(buildPods(team)).containsExactly("app-1-build"));
        var status = team.imageBuild("app").getStatus();
        assertThat(status.build().number()).isEqualTo(1);
        assertThat(status.image().digest()).isEqualTo(FIRST.value());
    }

    /** Something that somebody does to an ImageBuild. */
    record Edit(String what, Consumer<Resource<ImageBuild>> of) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Edit> edits() {
        return Stream.of(
                new Edit(
                        "a label",
                        app -> app.edit(there -> {
                            there.getMetadata().setLabels(Map.of("team", "a"));
                            return there;
                        })),
                new Edit(
                        "an annotation",
                        app -> app.edit(there -> {
                            there.getMetadata()
                                    .setAnnotations(Map.of("onggi.dev/rebuild", "now", "onggi.dev/fingerprint", "x"));
                            return there;
                        })),
                new Edit("a condition and its message", app -> patchStatus(app, """
                                {"status": {"conditions": [
                                  {"type": "Ready", "status": "False", "reason": "Mine", "message": "build again",
                                   "lastTransitionTime": "2026-01-01T00:00:00Z"}]}}""")),
                new Edit("the generation that was seen", app -> patchStatus(app, """
                        {"status": {"observedGeneration": -1}}""")));
    }

    private static void patchStatus(Resource<ImageBuild> imageBuild, String patch) {
        imageBuild.subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    @Test
    void shouldStopABuildAndStartTheNextWhenTheInputChanges() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        team.apply(app("FROM scratch"));
        team.actors().starts("app-1-build");
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True Building");

        // When
        team.apply(app("FROM busybox"));

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True Cancelling");
        assertThat(team.get(Pod.class, "app-1-build").isMarkedForDeletion()).isTrue();
        assertThat(team.get(Pod.class, "app-2-build"))
                .as("two builds cannot share a claim")
                .isNull();

        // When
        team.actors().hasStopped("app-1-build");
        team.actors().builds("app-2-build", SECOND);

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        assertThat(team.imageBuild("app").getStatus().history())
                .extracting(HistoryEntry::number, HistoryEntry::result)
                .containsExactlyInAnyOrder(tuple(1, "Cancelled"), tuple(2, "Succeeded"));
        assertThat(team.eventReasons("app")).containsOnlyOnce("BuildCancelled", "BuildSucceeded");
    }

    @Test
    void shouldStopTheBuildUntilItIsNoLongerSuspended() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        team.apply(app("FROM scratch"));
        team.actors().starts("app-1-build");
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True Building");

        // When
        team.apply(app("FROM scratch") + "  suspend: true\n");

        // Then
        var stalled = team.awaitCondition(ImageBuild.class, "app", "Stalled", "True Suspended");
        assertThat(stalled.message()).contains("spec.suspend is true", "set it to false");
        assertThat(team.get(Pod.class, "app-1-build").isMarkedForDeletion()).isTrue();

        // When
        team.actors().hasStopped("app-1-build");
        await().during(NOTHING_HAPPENS)
                .untilAsserted(() -> assertThat(buildPods(team)).isEmpty());
        team.apply(app("FROM scratch") + "  suspend: false\n");
        team.actors().builds("app-2-build", FIRST);

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
    }

    @Test
    void shouldRemoveTheWorkloadWhenItIsNoLongerRolledOut() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        team.apply(app("FROM scratch") + ROLLOUT);
        team.actors().builds("app-1-build", FIRST);
        team.actors().rollsOut("app");
        team.awaitCondition(ImageBuild.class, "app", "RolledOut", "True RolloutComplete");

        // When
        team.apply(app("FROM scratch"));

        // Then
        await().untilAsserted(() -> {
            assertThat(team.get(Deployment.class, "app")).isNull();
            assertThat(team.get(Service.class, "app")).isNull();
            var status = team.imageBuild("app").getStatus();
            assertThat(status.rollout()).isNull();
            assertThat(status.conditions())
                    .noneMatch(condition -> condition.type().equals("RolledOut"));
        });
        var ready = team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        assertThat(ready.message()).endsWith("is in the registry");
        assertThat(buildPods(team)).containsExactly("app-1-build");
    }

    private static String app(String dockerfile) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {inline: {files: {Dockerfile: "%s"}}}
                  cache: {mode: None}
                """.formatted(dockerfile);
    }

    private static String files(String name, String dockerfile) {
        return """
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s, labels: {}}
                data: {Dockerfile: "%s"}
                """.formatted(name, dockerfile);
    }

    private static List<String> buildPods(Team team) {
        return team.list(Pod.class).stream()
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }
}
