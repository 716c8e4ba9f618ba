package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** ImageBuilds that use a registry of another namespace, or one that goes away. */
class ForeignRegistryIT {

    /** A reference may lead nowhere for ten seconds: what is applied together arrives one by one. */
    private static final Duration BEYOND_GRACE = Duration.ofSeconds(20);

    private static final Digest IMAGE = Digest.of("image");

    private static RunningOperator operator;

    @BeforeAll
    static void start() {
        operator = RunningOperator.start();
    }

    @AfterEach
    void removeAll() {
        ApiServer.removeAll();
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @Test
    void shouldBuildWithTheSecretsThatWereGivenWhenTheRegistrySelectsTheNamespace() {
        // Given
        var platform = Team.create();
        platform.apply(registry("main", "tier: gold"));
        platform.actors().rollsOut("main-registry");
        platform.actors().runsRegistryPod("main");
        var team = Team.create();

        // When
        team.apply(app("  registryRef: {name: main, namespace: %s}\n".formatted(platform.namespace())));

        // Then
        var denied = team.awaitCondition(BEYOND_GRACE, ImageBuild.class, "app", "Ready", "False RegistryAccessDenied");
        assertThat(denied.message())
                .contains("spec.access.namespaces of LocalRegistry %s/main".formatted(platform.namespace()))
                .endsWith("kubectl label namespace %s tier=gold".formatted(team.namespace()));

        // When: nothing else tells the operator of it
        team.label("tier", "gold");

        // Then
        team.actors().builds("app-1-build", IMAGE);
        team.awaitCondition(ImageBuild.class, "app", "Pushed", "True Pushed");
        var address = "main.%s.svc:5000".formatted(platform.namespace());
        assertThat(team.imageBuild("app").getStatus().image().reference())
                .isEqualTo("%s/%s/app@%s".formatted(address, team.namespace(), IMAGE));
        assertThat(team.get(Pod.class, "app-1-build").getSpec().getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .extracting(volume -> volume.getSecret().getSecretName())
                .containsExactlyInAnyOrder(platform.namespace() + ".main-ca", platform.namespace() + ".main-push");
        assertThat(team.get(Deployment.class, "app")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getImagePullSecrets())
                .extracting(secret -> secret.getName())
                .containsExactly(platform.namespace() + ".main-pull");
    }

    @Test
    void shouldTakeTheDefaultOfTheClusterWhenThereIsExactlyOne() {
        // Given
        var platform = Team.create();
        platform.apply(registry("one", "") + "---\n" + registry("two", ""));
        platform.actors().rollsOut("one-registry");
        platform.actors().runsRegistryPod("one");
        platform.actors().rollsOut("two-registry");
        markDefault(platform, "one", "true");
        markDefault(platform, "two", "true");
        var team = Team.create();

        // When
        team.apply(app(""));

        // Then
        var ambiguous = team.awaitCondition(BEYOND_GRACE, ImageBuild.class, "app", "Ready", "False RegistryAmbiguous");
        assertThat(ambiguous.message())
                .contains("(%1$s/one, %1$s/two)".formatted(platform.namespace()))
                .endsWith("kubectl annotate lreg -n %s two onggi.dev/is-default-registry-"
                        .formatted(platform.namespace()));

        // When
        markDefault(platform, "two", "false");

        // Then
        team.actors().builds("app-1-build", IMAGE);
        team.awaitCondition(ImageBuild.class, "app", "Pushed", "True Pushed");
        assertThat(team.imageBuild("app").getStatus().image().reference())
                .startsWith("one.%s.svc:5000/".formatted(platform.namespace()));
    }

    @Test
    void shouldStopTheBuildWithASentenceWhenTheRegistryIsDeleted() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        team.apply(app(""));
        team.actors().starts("app-1-build");
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True Building");

        // When
        team.resource(LocalRegistry.class, "registry").delete();

        // Then
        var stalled = team.awaitCondition(ImageBuild.class, "app", "Stalled", "True RegistryNotFound");
        assertThat(stalled.message()).startsWith("there is no LocalRegistry in namespace " + team.namespace());
        assertThat(team.get(Pod.class, "app-1-build").isMarkedForDeletion()).isTrue();
        var status = team.imageBuild("app").getStatus();
        assertThat(status.build().result()).isEqualTo("Cancelled");
        assertThat(status.failure().message()).startsWith("build 1 was stopped: there is no LocalRegistry");
        assertThat(team.eventReasons("app")).contains("BuildCancelled", "RegistryNotFound");
        await().untilAsserted(() ->
                assertThat(team.registry("registry")).as("nothing holds it up").isNull());

        // When
        team.actors().hasStopped("app-1-build");
        team.apply(registry("other", ""));
        team.actors().rollsOut("other-registry");
        team.actors().builds("app-2-build", IMAGE);

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Built", "True Succeeded");
    }

    @Test
    void shouldMakeEverythingWhenNamesAreAsLongAsTheSchemaAllows() {
        // Given
        var registry = "r".repeat(40);
        var platform = Team.create("p".repeat(63), "baseline");
        platform.apply(registry(registry, ""));
        platform.actors().rollsOut(registry + "-registry");
        platform.actors().runsRegistryPod(registry);
        var team = Team.create("t".repeat(63), "baseline");
        var build = "b".repeat(50);

        // When
        team.apply(app("  registryRef: {name: %s, namespace: %s}\n".formatted(registry, platform.namespace()))
                .replace("{name: app}", "{name: %s}".formatted(build)));
        team.actors().builds(build + "-1-build", IMAGE);

        // Then: the API server took every name
        team.awaitCondition(ImageBuild.class, build, "Pushed", "True Pushed");
        assertThat(team.imageBuild(build).getStatus().image().reference())
                .startsWith(registry + "." + platform.namespace());
    }

    private static void markDefault(Team platform, String name, String value) {
        // a merge patch, for the operator writes the status meanwhile
        platform.resource(LocalRegistry.class, name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(Labels.DEFAULT_REGISTRY, value));
    }

    private static String registry(String name, String label) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: %s}
                spec:
                  storage: {emptyDir: {}}
                  access: {nodes: {mode: None}, namespaces: {matchLabels: {%s}}}
                """.formatted(name, label);
    }

    private static String app(String field) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {inline: {files: {Dockerfile: "FROM scratch"}}}
                  cache: {mode: None}
                  rollout: {deployment: {replicas: 1}}
                """ + field;
    }
}
