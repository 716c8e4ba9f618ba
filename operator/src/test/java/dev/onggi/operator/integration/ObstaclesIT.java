package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.model.Digest;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatusBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What stands in the operator's way where no informer looks. It is told in a sentence, left alone, and when it is gone the
 * work goes on by itself within half a minute; the tests wait for that together.
 */
class ObstaclesIT {

    private static final Duration BY_ITSELF = Duration.ofSeconds(40);

    private static final String REGISTRY = """
            apiVersion: onggi.dev/v1alpha1
            kind: LocalRegistry
            metadata: {name: registry}
            spec: {storage: {emptyDir: {}}, access: {nodes: {mode: None}}}
            """;

    private static final String IMAGE_BUILD = """
            apiVersion: onggi.dev/v1alpha1
            kind: ImageBuild
            metadata: {name: app}
            spec:
              source: {inline: {files: {Dockerfile: "FROM scratch"}}}
              cache: {mode: None}
              rollout: {deployment: {replicas: 1}}
            """;

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
    @Execution(ExecutionMode.CONCURRENT)
    void shouldLeaveAForeignServiceAloneWhenItHasTheNameOfTheRegistry() {
        assertLeftAlone(Service.class, "registry", "service", """
                apiVersion: v1
                kind: Service
                metadata: {name: registry, labels: {app: foreign}}
                spec: {ports: [{port: 80}]}
                """);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void shouldLeaveAForeignSecretAloneWhenItHasTheNameOfTheUsers() {
        // also one that carries our labels: they prove nothing
        assertLeftAlone(Secret.class, "registry-registry-users", "secret", """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: registry-registry-users
                  labels: {app.kubernetes.io/managed-by: onggi, onggi.dev/localregistry: registry}
                stringData: {push: foreign}
                """);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void shouldLeaveAForeignSecretAloneWhenItHasTheNameOfTheCa() {
        assertLeftAlone(Secret.class, "registry-ca", "secret", """
                apiVersion: v1
                kind: Secret
                metadata: {name: registry-ca}
                stringData: {ca.crt: foreign}
                """);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void shouldLeaveAForeignConfigMapAloneWhenItHasTheNameOfTheInputs() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        team.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: app-1-build}
                data: {buildkitd.toml: foreign}
                """);

        // When
        team.apply(IMAGE_BUILD);

        // Then
        var stalled = team.awaitCondition(ImageBuild.class, "app", "Stalled", "True NameTaken");
        assertThat(stalled.message()).contains("ConfigMap app-1-build exists and does not belong to this ImageBuild");
        assertThat(team.get(ConfigMap.class, "app-1-build").getData()).containsEntry("buildkitd.toml", "foreign");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void shouldLeaveAForeignDeploymentAloneWhenItHasTheNameOfTheRegistrysOwn() {
        assertLeftAlone(Deployment.class, "registry-registry", "deployment", foreignDeployment("registry-registry"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void shouldLeaveAForeignDeploymentAloneWhenItHasTheImageBuildsName() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        team.apply(foreignDeployment("app"));
        var foreign = team.get(Deployment.class, "app");

        // When
        team.apply(IMAGE_BUILD);
        team.actors().builds("app-1-build", Digest.of("image"));

        // Then
        var stalled = team.awaitCondition(ImageBuild.class, "app", "Stalled", "True NameTaken");
        assertThat(stalled.message()).contains("Deployment app exists and does not belong to this ImageBuild");
        assertThat(team.get(Deployment.class, "app")).isEqualTo(foreign);

        // When
        team.resource(Deployment.class, "app").delete();

        // Then
        team.awaitCondition(BY_ITSELF, ImageBuild.class, "app", "Reconciling", "True RollingOut");
        assertThat(team.list(Pod.class)).as("built once").hasSize(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void shouldTellHowToAdmitTheBuildPodWhenItIsDenied() {
        // Given
        var team = Team.create("restricted");
        team.applySimpleRegistry();

        // When
        team.apply(IMAGE_BUILD.replace("cache: {mode: None}", "cache: {mode: Volume}"));

        // Then
        var stalled = team.awaitCondition(ImageBuild.class, "app", "Stalled", "True PodDenied");
        assertThat(stalled.message())
                .contains("violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false")
                .endsWith(
                        "builds need Pod Security baseline: kubectl label ns %s --overwrite pod-security.kubernetes.io/enforce=baseline"
                                .formatted(team.namespace()));
        assertThat(team.list(Pod.class)).isEmpty();
        assertThat(team.list(PersistentVolumeClaim.class)).isEmpty();
        assertThat(team.list(ConfigMap.class))
                .extracting(config -> config.getMetadata().getName())
                .containsExactly("registry-registry");

        // When
        team.enforce("baseline");

        // Then
        team.awaitCondition(BY_ITSELF, ImageBuild.class, "app", "Reconciling", "True BuildStarted");
        assertThat(team.list(Pod.class)).hasSize(1);
    }

    @Test
    void shouldTryAgainWhenTheQuotaIsExceeded() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        team.apply("""
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: quota}
                spec: {hard: {pods: "0"}}
                """);
        counted(team);

        // When
        team.apply(IMAGE_BUILD);

        // Then
        var retrying = team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True QuotaExceeded");
        assertThat(retrying.message())
                .contains("exceeded quota: quota, requested: pods=1, used: pods=0, limited: pods=0");
        assertThat(team.list(Pod.class)).isEmpty();

        // When
        team.resource(ResourceQuota.class, "quota").delete();

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True BuildStarted");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void shouldNotBelieveAForeignPodWhenItSaysThatItHasBuilt() {
        // Given: a Pod of the build's name and labels, whose end tells of an image
        var team = Team.create();
        team.applySimpleRegistry();
        team.apply("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: app-1-build
                  labels:
                    app.kubernetes.io/managed-by: onggi
                    app.kubernetes.io/name: build
                    onggi.dev/imagebuild: app
                    onggi.dev/build-number: "1"
                  annotations: {onggi.dev/fingerprint: forged, onggi.dev/generation: "1"}
                spec: {containers: [{name: build, image: example.com/foreign}]}
                """);
        team.actors().builds("app-1-build", Digest.of("forged"));
        var foreign = team.get(Pod.class, "app-1-build");

        // When
        team.apply(IMAGE_BUILD);

        // Then
        var stalled = team.awaitCondition(ImageBuild.class, "app", "Stalled", "True NameTaken");
        assertThat(stalled.message()).contains("Pod app-1-build exists and does not belong to this ImageBuild");
        assertThat(team.imageBuild("app").getStatus().image()).isNull();
        assertThat(team.get(Pod.class, "app-1-build")).isEqualTo(foreign);
        assertThat(team.get(Deployment.class, "app")).isNull();

        // When
        team.resource(Pod.class, "app-1-build").withGracePeriod(0).delete();

        // Then
        team.awaitCondition(BY_ITSELF, ImageBuild.class, "app", "Reconciling", "True BuildStarted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{apiVersion: onggi.dev/v1alpha1, kind: ImageBuild, name: app, uid: forged}]"})
    @Execution(ExecutionMode.CONCURRENT)
    void shouldHandNothingToAForeignPodWhenItHasTheNameAndTheLabelsOfABuilder(String owners) {
        // Given: it waits for the Secret with a builder's certificate
        var team = Team.create();
        team.applySimpleRegistry();
        team.apply("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: onggi-builder
                  labels: {app.kubernetes.io/managed-by: onggi, onggi.dev/builder: shared}
                  ownerReferences: %s
                spec:
                  containers: [{name: runner, image: example.com/foreign}]
                  volumes: [{name: tls, secret: {secretName: onggi-builder-forged}}]
                """.formatted(owners));
        var foreign = team.get(Pod.class, "onggi-builder");

        // When
        team.apply(IMAGE_BUILD.replace("mode: None", "mode: Shared"));

        // Then
        var stalled = team.awaitCondition(ImageBuild.class, "app", "Stalled", "True NameTaken");
        assertThat(stalled.message()).contains("Pod onggi-builder exists and is not that of a builder");
        assertThat(team.get(Pod.class, "onggi-builder")).isEqualTo(foreign);
        assertThat(team.list(Secret.class))
                .as("no certificate is made for it")
                .noneMatch(secret -> secret.getMetadata().getName().startsWith("onggi-builder"));

        // When
        team.resource(Pod.class, "onggi-builder").withGracePeriod(0).delete();

        // Then
        team.awaitCondition(BY_ITSELF, ImageBuild.class, "app", "Reconciling", "True BuilderStarting");
        assertThat(team.awaited(Pod.class, "onggi-builder").getMetadata().getOwnerReferences())
                .extracting(owner -> owner.getUid())
                .containsExactly(team.imageBuild("app").getMetadata().getUid());
    }

    private static <R extends HasMetadata> void assertLeftAlone(Class<R> type, String name, String kind, String yaml) {
        // Given
        var team = Team.create();
        team.apply(yaml);
        var foreign = team.get(type, name);

        // When
        team.apply(REGISTRY);

        // Then
        var stalled = team.awaitCondition(LocalRegistry.class, "registry", "Stalled", "True NameTaken");
        assertThat(stalled.message())
                .isEqualTo(
                        "%1$s %2$s/%3$s exists and does not belong to this LocalRegistry, so it is left alone; delete it (kubectl delete %4$s -n %2$s %3$s) or give the LocalRegistry another name"
                                .formatted(foreign.getKind(), team.namespace(), name, kind));
        assertThat(team.get(type, name)).isEqualTo(foreign);
        assertThat(team.eventReasons("registry")).contains("NameTaken");

        // When
        team.resource(type, name).delete();

        // Then
        team.awaitCondition(BY_ITSELF, LocalRegistry.class, "registry", "Reconciling", "True RegistryStarting");
        assertThat(team.get(type, name).getMetadata().getOwnerReferences())
                .extracting(owner -> owner.getUid())
                .containsExactly(team.registry("registry").getMetadata().getUid());
    }

    /** What the controller of quotas writes. */
    private static void counted(Team team) {
        team.resource(ResourceQuota.class, "quota").editStatus(quota -> {
            quota.setStatus(new ResourceQuotaStatusBuilder()
                    .withHard(quota.getSpec().getHard())
                    .addToUsed("pods", new Quantity("0"))
                    .build());
            return quota;
        });
    }

    private static String foreignDeployment(String name) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s}
                spec:
                  selector: {matchLabels: {app: foreign}}
                  template:
                    metadata: {labels: {app: foreign}}
                    spec: {containers: [{name: main, image: example.com/foreign}]}
                """.formatted(name);
    }
}
