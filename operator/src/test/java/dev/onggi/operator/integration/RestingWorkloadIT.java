package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.TestClock;
import dev.onggi.operator.model.Digest;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A workload that somebody has paused or scaled to zero has not failed, however long that lasts. */
class RestingWorkloadIT {

    private static final Digest FIRST = Digest.of("first");
    private static final Digest SECOND = Digest.of("second");
    private static final Duration NOTHING_HAPPENS = Duration.ofMillis(2500);

    /** Workload app of the ImageBuild's own, whose number of Pods is whoever's scales it. */
    private static final String OWN = "deployment: {}";

    /** The same, which Git has made. */
    private static final String OF_GIT = "target: {kind: Deployment, name: app}";

    private static final TestClock CLOCK = TestClock.going();

    private static RunningOperator operator;

    private final Team team = Team.create();

    @BeforeAll
    static void start() {
        operator = RunningOperator.start(new RunningOperator.Settings(Duration.ofSeconds(1), "onggi-node"), CLOCK);
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {OWN, OF_GIT})
    void shouldWaitWithoutADeadlineUntilAPausedRolloutIsResumed(String rollout) {
        // Given
        firstImageRuns(rollout);
        workload().rolling().pause();
        has(1, 1, "DeploymentPaused");

        // When
        team.apply(app(rollout, "again"));
        team.actors().builds("app-2-build", SECOND);
        awaitImage(SECOND);
        // its controller brings the template of a paused one nowhere; some write the condition of before all the same
        has(0, 1, "ProgressDeadlineExceeded");
        awaitMessage("0 of 1 new pod has been made, and the Deployment is paused; see kubectl rollout resume");
        CLOCK.advance(Duration.ofHours(3));

        // Then
        await().during(NOTHING_HAPPENS)
                .untilAsserted(() -> assertThat(conditions())
                        .contains(
                                "Ready=Unknown RollingOut",
                                "Reconciling=True RollingOut",
                                "RolledOut=Unknown RollingOut")
                        .noneMatch(condition -> condition.startsWith("Stalled")));
        assertThat(image()).isEqualTo(reference(SECOND));
        assertThat(workload().get().getSpec().getPaused()).as("it stays paused").isTrue();

        // When
        workload().rolling().resume();
        has(0, 1, "DeploymentResumed");
        awaitMessage("app is being rolled out: 0 of 1 new pod has been made");
        team.actors().rollsOut("app");

        // Then
        var ready = team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        assertThat(ready.message()).isEqualTo(reference(SECOND) + " runs on 1/1 pods of Deployment/app");
        assertThat(team.eventReasons("app")).doesNotContain("RolloutFailed", "RollingBack", "RolledBack");
    }

    @ParameterizedTest
    @ValueSource(strings = {OWN, OF_GIT})
    void shouldBeReadyWithAWorkloadThatIsScaledToZero(String rollout) {
        // Given
        firstImageRuns(rollout);
        workload().scale(0);
        team.actors().rollsOut("app");
        awaitMessage("none are wanted now");

        // When
        team.apply(app(rollout, "again"));
        team.actors().builds("app-2-build", SECOND);
        awaitImage(SECOND);
        team.actors().rollsOut("app");

        // Then
        await().untilAsserted(() -> assertThat(message()).startsWith(reference(SECOND)));
        var ready = team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        assertThat(ready.message())
                .isEqualTo(
                        reference(SECOND) + " is what Deployment/app will run when it has pods; none are wanted now");
        var rolledOut = team.awaitCondition(ImageBuild.class, "app", "RolledOut", "True RolloutComplete");
        assertThat(rolledOut.message())
                .isEqualTo("Deployment/app will run the image when it has pods; none are wanted now");
        var status = team.imageBuild("app").getStatus().rollout();
        assertThat(status.summary()).isEqualTo("0/0");
        assertThat(status.goodImage()).as("no Pod has run the second").isEqualTo(reference(FIRST));
        assertThat(workload().get().getSpec().getReplicas()).as("is left alone").isZero();
    }

    @Test
    void shouldGoBackToTheImageThatRanWhenTheNextOneFailsAsSoonAsThereArePods() {
        // Given
        firstImageRuns(OWN);
        workload().scale(0);
        team.apply(app(OWN, "again"));
        team.actors().builds("app-2-build", SECOND);
        awaitImage(SECOND);
        team.actors().rollsOut("app");
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");

        // When
        workload().scale(1);
        team.actors().exceedsDeadline("app");

        // Then
        awaitImage(FIRST);
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True RollingBack");
        assertThat(workload().get().getSpec().getReplicas()).isEqualTo(1);
    }

    private void firstImageRuns(String rollout) {
        team.applySimpleRegistry();
        if (rollout.equals(OF_GIT)) {
            team.apply(GIT.replace("NAMESPACE", team.namespace()));
        }
        team.apply(app(rollout, "once"));
        team.actors().builds("app-1-build", FIRST);
        await().until(() -> workload().get() != null);
        awaitImage(FIRST);
        team.actors().rollsOut("app");
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
    }

    /** One Pod, old or new, as the Deployment's controller writes it. */
    private void has(int updated, int available, String progressing) {
        workload().editStatus(deployment -> {
            deployment.setStatus(new DeploymentStatusBuilder()
                    .withObservedGeneration(deployment.getMetadata().getGeneration())
                    .withReplicas(1)
                    .withUpdatedReplicas(updated)
                    .withReadyReplicas(available)
                    .withAvailableReplicas(available)
                    .addNewCondition()
                    .withType("Progressing")
                    .withStatus("Unknown")
                    .withReason(progressing)
                    .endCondition()
                    .build());
            return deployment;
        });
    }

    private void awaitMessage(String words) {
        await().untilAsserted(() -> assertThat(message()).contains(words));
    }

    private String message() {
        return team.imageBuild("app").getStatus().conditions().stream()
                .filter(condition -> condition.type().equals("Ready"))
                .findFirst()
                .orElseThrow()
                .message();
    }

    private List<String> conditions() {
        return team.imageBuild("app").getStatus().conditions().stream()
                .map(condition -> "%s=%s %s".formatted(condition.type(), condition.status(), condition.reason()))
                .toList();
    }

    private void awaitImage(Digest digest) {
        await().untilAsserted(() -> assertThat(image()).isEqualTo(reference(digest)));
    }

    private String image() {
        return workload()
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    private String reference(Digest digest) {
        return "registry.%1$s.svc:5000/%1$s/app@%2$s".formatted(team.namespace(), digest);
    }

    private RollableScalableResource<Deployment> workload() {
        return ApiServer.admin()
                .apps()
                .deployments()
                .inNamespace(team.namespace())
                .withName("app");
    }

    private static String app(String rollout, String rebuild) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {inline: {files: {Dockerfile: FROM scratch}}}
                  cache: {mode: None}
                  rebuild: %s
                  rollout: {%s}
                """.formatted(rebuild, rollout);
    }

    private static final String GIT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: app}
            spec:
              selector: {matchLabels: {app: app}}
              template:
                metadata: {labels: {app: app}}
                spec: {containers: [{name: app, image: "nginx:1"}]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: rollout}
            rules: [{apiGroups: [apps], resources: [deployments], resourceNames: [app], verbs: [patch]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: rollout}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: rollout}
            subjects: [{kind: ServiceAccount, name: default, namespace: NAMESPACE}]
            """;
}
