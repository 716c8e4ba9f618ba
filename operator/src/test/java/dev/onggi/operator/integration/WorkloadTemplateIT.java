package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code rollout.deployment.template} makes of a Deployment, on an API server that merges and refuses. */
class WorkloadTemplateIT {

    private static final Duration NOTHING_HAPPENS = Duration.ofMillis(700);

    private static final String TEMPLATE = """
            template: {
              metadata: {labels: {team: a}, annotations: {example.com/scrape: "true"}},
              spec: {
                containers: [
                 {name: proxy, image: "proxy:1", ports: [{containerPort: 9000}],
                  resources: {limits: {cpu: 1000m, memory: 64Mi}},
                  livenessProbe: {tcpSocket: {port: 9000}}},
                 {name: app, image: "other:1", env: [{name: B, value: b}]}],
                volumes: [{name: cache, emptyDir: {}}],
                tolerations: [{key: gpu, operator: Exists}],
                affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [
                 {weight: 1, podAffinityTerm: {topologyKey: kubernetes.io/hostname}}]}},
                topologySpreadConstraints: [
                 {maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway}],
                hostAliases: [{ip: 10.0.0.1, hostnames: [database]}],
                nodeSelector: {pool: web}}}""";

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
    void shouldRollTheTemplateOutOnceAndTakeItBackWhenItIsGone() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();

        // When
        team.apply(imageBuild(TEMPLATE));
        team.actors().builds("app-1-build", Digest.of("image"));
        team.actors().rollsOut("app");
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        var status = team.imageBuild("app").getStatus();

        // Then
        var deployment = team.get(Deployment.class, "app");
        assertThat(deployment.getMetadata().getGeneration()).as("one roll-out").isEqualTo(1L);
        var template = deployment.getSpec().getTemplate();
        assertThat(template.getMetadata().getLabels())
                .containsEntry("team", "a")
                .containsKey("onggi.dev/imagebuild");
        assertThat(template.getSpec().getContainers())
                .extracting(Container::getName, Container::getImage)
                .containsExactly(tuple("app", status.image().reference()), tuple("proxy", "proxy:1"));
        assertThat(template.getSpec().getContainers().getFirst().getEnv())
                .extracting(variable -> variable.getName())
                .containsExactly("A", "B");
        assertThat(template.getSpec().getTolerations()).hasSize(1);
        assertThat(status.rollout().templateConflicts())
                .containsExactly("spec.template.spec.containers[name=app].image");
        await().untilAsserted(() -> assertThat(team.eventReasons("app")).containsOnlyOnce("TemplateConflict"));

        // When: something wakes the controller
        team.resource(Deployment.class, "app").edit(object -> {
            object.getMetadata().getLabels().put("team", "a");
            return object;
        });
        var version = team.get(Deployment.class, "app").getMetadata().getResourceVersion();

        // Then
        await().during(NOTHING_HAPPENS)
                .untilAsserted(() -> assertThat(
                                team.get(Deployment.class, "app").getMetadata().getResourceVersion())
                        .isEqualTo(version));

        // When
        team.apply(imageBuild("replicas: 1"));

        // Then
        await().untilAsserted(() -> {
            var after = team.get(Deployment.class, "app").getSpec().getTemplate();
            assertThat(after.getSpec().getContainers())
                    .extracting(Container::getName)
                    .containsExactly("app");
            assertThat(after.getSpec().getContainers().getFirst().getEnv())
                    .extracting(variable -> variable.getName())
                    .containsExactly("A");
            assertThat(after.getMetadata().getLabels()).doesNotContainKey("team");
            assertThat(after.getMetadata().getAnnotations()).isNullOrEmpty();
            assertThat(after.getSpec().getTolerations()).isEmpty();
            assertThat(after.getSpec().getHostAliases()).isEmpty();
            assertThat(after.getSpec().getVolumes()).isEmpty();
            assertThat(after.getSpec().getAffinity()).isNull();
            assertThat(after.getSpec().getNodeSelector()).isNullOrEmpty();
            assertThat(team.get(ImageBuild.class, "app").getStatus().rollout().templateConflicts())
                    .isNull();
        });
    }

    @Test
    void shouldLeaveWhatRunsAndQuoteTheApiServerWhenItDoesNotTakeTheTemplate() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        team.apply(imageBuild("replicas: 1"));
        team.actors().builds("app-1-build", Digest.of("image"));
        var generation = team.awaited(Deployment.class, "app").getMetadata().getGeneration();

        // When / Then: a field that there is not
        team.apply(imageBuild("template: {spec: {tolerationz: [{key: gpu}]}}"));
        assertThat(stalled(team, "tolerationz"))
                .isEqualTo(
                        "the API server rejects Deployment app: .spec.template.spec.tolerationz: field not declared in schema; correct the spec");

        // When / Then: what is of another type, of which nothing is quoted
        team.apply(imageBuild("template: {spec: {containers: [{name: app, env: [{name: PIN, value: 4711}]}]}}"));
        assertThat(stalled(team, "another type"))
                .isEqualTo(
                        "rollout.deployment.template.spec.containers[0].env[0].value is of another type than a Pod has there; see kubectl explain deployment.spec.template.spec.containers.env.value");

        // When / Then: a value that is none
        team.apply(imageBuild("template: {spec: {restartPolicy: Never}}"));
        assertThat(stalled(team, "restartPolicy"))
                .startsWith("the API server rejects Deployment app: ")
                .contains("spec.template.spec.restartPolicy: Unsupported value: \"Never\"");
        assertThat(team.get(Deployment.class, "app").getMetadata().getGeneration())
                .as("what runs goes on running")
                .isEqualTo(generation);

        // When
        team.apply(imageBuild("template: {spec: {terminationGracePeriodSeconds: 5}}"));
        team.actors().rollsOut("app");

        // Then
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        assertThat(team.get(Deployment.class, "app")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getTerminationGracePeriodSeconds())
                .isEqualTo(5L);
    }

    private static String stalled(Team team, String words) {
        return await().until(
                        () -> Conditions.find(
                                        team.get(ImageBuild.class, "app")
                                                .getStatus()
                                                .conditions(),
                                        "Stalled")
                                .map(condition -> condition.reason() + " " + condition.message())
                                .orElse(""),
                        message -> message.contains(words))
                .replaceFirst("^Rejected ", "");
    }

    private static String imageBuild(String more) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {inline: {files: {Dockerfile: FROM scratch}}}
                  cache: {mode: None}
                  rollout:
                    deployment:
                      env: [{name: A, value: a}]
                      %s
                """.formatted(more.indent(6).strip());
    }
}
