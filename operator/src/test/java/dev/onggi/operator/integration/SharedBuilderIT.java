package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.TestClock;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.runner.TestRunner;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ImageBuilds that share a builder: the operator, its objects and a real runner, without a node. */
class SharedBuilderIT {

    private static final String BUILDER = "onggi-builder";
    private static final String ADDRESS = "127.0.0.1";
    private static final String BUILT =
            "{\"steps\":3,\"cachedSteps\":2,\"metadata\":{\"containerimage.digest\":\"%s\"}}"
                    .formatted(Digest.of("image"));

    private final Team team = Team.create();

    @TempDir
    private Path root;

    private final TestClock clock = TestClock.going();
    private RunningOperator operator;
    private TestRunner runner;

    @BeforeEach
    void givenARegistry() {
        operator = RunningOperator.start(new RunningOperator.Settings(), clock);
        team.applySimpleRegistry();
    }

    @AfterEach
    void stop() {
        operator.close();
        if (runner != null) {
            runner.close();
        }
    }

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

        // Then
        awaitCommands("start " + id, "stop " + id);
        runner.ends(id, 143, "");
        await("Pod and claim are removed").atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(isGone(team.get(Pod.class, BUILDER))).isTrue();
            assertThat(isGone(team.get(PersistentVolumeClaim.class, BUILDER))).isTrue();
        });
    }

    @Test
    void shouldTryAgainWhenTheBuilderIsGone() {
        // Given
        team.apply(imageBuild("app"));
        startBuilder();
        awaitCommands("start " + id("app", 1));
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True Building");

        // When
        team.resource(Pod.class, BUILDER).withGracePeriod(0).delete();
        runner.close();

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Ready", "False BuildInterrupted");
        await("another Pod").atMost(Duration.ofSeconds(30)).until(() -> team.get(Pod.class, BUILDER) != null);
        startBuilder();
        await().atMost(Duration.ofSeconds(10)).until(() -> runner.commands().contains("start " + id("app", 2)));
        runner.ends(id("app", 2), 0, BUILT);
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        assertThat(team.imageBuild("app").getStatus().build().attempt()).isEqualTo(2);
    }

    @Test
    void shouldSayThatContactWithTheNodeIsLostUntilItIsBack() {
        // Given
        team.apply(imageBuild("app"));
        team.actors().starts(BUILDER);
        startBuilder();
        awaitCommands("start " + id("app", 1));
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True Building");

        // When
        setReady("False");

        // Then
        var words = "the cluster has lost contact with node node-1; see kubectl get node node-1";
        assertThat(team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True NodeSilent")
                        .message())
                .contains("build 1 in Pod onggi-builder is at work, as far as is known", words);

        // When
        team.apply(imageBuild("other"));

        // Then
        assertThat(team.awaitCondition(ImageBuild.class, "other", "Reconciling", "True NodeSilent")
                        .message())
                .contains(words);

        // When
        setReady("True");

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True Building");
        awaitCommands("start " + id("app", 1), "start " + id("other", 1));
        runner.ends(id("app", 1), 0, BUILT);
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        assertThat(team.imageBuild("app").getStatus().build().number()).isEqualTo(1);
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

    @Test
    void shouldSayWhatKeepsTheBuilderFromServingAnotherWhenItsClaimCannotBeWritten() {
        // Given
        team.apply(imageBuild("one"));
        team.awaited(PersistentVolumeClaim.class, BUILDER);
        try (var _ =
                FrozenKind.claims(team.actors().client(), team.namespace(), BUILDER, "claims are frozen this week")) {

            // When
            team.apply(imageBuild("two"));

            // Then
            assertThat(team.awaitCondition(ImageBuild.class, "two", "Reconciling", "True Retrying")
                            .message())
                    .contains("claims are frozen this week", "kubectl logs -n");
        }

        // Then
        team.awaitCondition(Duration.ofSeconds(30), ImageBuild.class, "two", "Reconciling", "True BuilderStarting");
    }

    private List<String> containers() {
        var pod = team.get(Pod.class, BUILDER);
        return pod == null
                ? List.of()
                : pod.getSpec().getContainers().stream().map(Container::getName).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FailedMount            | MountVolume.MountDevice failed for volume "pvc-1" | PodBlocked      | the builder in Pod onggi-builder cannot start: MountVolume.MountDevice failed for volume "pvc-1"; see kubectl describe pod -n
            FailedCreatePodSandBox | the runtime does not support user namespaces      | NodeUnsupported | set spec.cache.mode to Volume
            """)
    void shouldSayWhyTheBuilderDoesNotStartWhenOnlyAnEventTells(
            String event, String note, String reason, String sentence) {
        // Given
        team.apply(imageBuild("app"));
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True BuilderStarting");
        team.actors().warns(BUILDER, event, note);

        // When
        clock.advance(Duration.ofSeconds(10));

        // Then
        assertThat(team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True " + reason)
                        .message())
                .contains(note, sentence);
    }

    /** The kubelet has started the Pod, with the Secret that the operator made for it. */
    private void startBuilder() {
        runner = TestRunner.start(root, ADDRESS, awaitSecret());
        // again where the operator writes in the same moment, as the kubelet does
        await("status of the builder")
                .ignoreException(KubernetesClientException.class)
                .until(
                        () -> team.resource(Pod.class, BUILDER).editStatus(there -> {
                            there.setStatus(running());
                            return there;
                        }),
                        there -> there != null);
    }

    private Secret awaitSecret() {
        var name = team.awaited(Pod.class, BUILDER).getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals("tls"))
                .findFirst()
                .orElseThrow()
                .getSecret()
                .getSecretName();
        return team.awaited(Secret.class, name);
    }

    /** What the node controller says of the Pods of a node that has fallen silent, and a kubelet that is back. */
    private void setReady(String ready) {
        await("status of the builder")
                .ignoreException(KubernetesClientException.class)
                .until(
                        () -> team.resource(Pod.class, BUILDER).editStatus(there -> {
                            there.setStatus(new PodStatusBuilder(running())
                                    .addNewCondition()
                                    .withType("ContainersReady")
                                    .withStatus("True")
                                    .endCondition()
                                    .addNewCondition()
                                    .withType("Ready")
                                    .withStatus(ready)
                                    .endCondition()
                                    .build());
                            return there;
                        }),
                        there -> there != null);
    }

    private static PodStatus running() {
        return new PodStatusBuilder()
                .withPhase("Running")
                .withPodIP(ADDRESS)
                .addNewPodIP(ADDRESS)
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName("runner")
                        .withImage("image")
                        .withImageID("")
                        .withReady(true)
                        .withRestartCount(0)
                        .withState(new ContainerStateBuilder()
                                .withNewRunning()
                                .endRunning()
                                .build())
                        .build())
                .build();
    }

    private void awaitCommands(String... commands) {
        await("commands")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(runner.commands()).containsExactlyInAnyOrder(commands));
    }

    private String id(String name, int number) {
        var uid = team.imageBuild(name).getMetadata().getUid().replace("-", "");
        return "%s-%d-%s".formatted(name, number, uid.substring(0, 12));
    }

    private static List<String> owners(io.fabric8.kubernetes.api.model.HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .map(OwnerReference::getName)
                .toList();
    }

    private static boolean isGone(io.fabric8.kubernetes.api.model.HasMetadata object) {
        return object == null || object.isMarkedForDeletion();
    }

    private static String imageBuild(String name) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: %s}
                spec: {source: {inline: {files: {Dockerfile: "FROM scratch"}}}, cache: {mode: Shared}}
                """.formatted(name);
    }
}
