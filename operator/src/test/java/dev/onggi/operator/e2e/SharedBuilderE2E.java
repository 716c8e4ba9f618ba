package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.testbed.OperatorInstallation;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One builder for the ImageBuilds of a namespace: what it saves, and that nothing is lost or left with it. */
@ExtendWith(E2eCluster.class)
class SharedBuilderE2E {

    private static final String BUILDER = "onggi-builder";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void shouldTakeStepsFromTheCacheOfOtherBuildsWhenTheyShareABuilder(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply(imageBuild("one", "sleep 2; head -c 8 /dev/urandom >/stamp", "a"));
        workspace.apply(imageBuild("two", "sleep 2; echo other", "a"));
        var one = workspace.awaitReady("one").getStatus();
        workspace.awaitReady("two");
        assertThat(one.build().pod()).isEqualTo(BUILDER);
        assertThat(one.build().cachedSteps()).isZero();
        assertThat(workspace.buildPods("one")).isEmpty();
        var builder = builder(workspace).getMetadata().getUid();

        // When
        workspace.apply(imageBuild("one", "sleep 2; head -c 8 /dev/urandom >/stamp", "b"));
        var changed = workspace.awaitReady("one").getStatus();
        workspace.apply(imageBuild("three", "sleep 2; head -c 8 /dev/urandom >/stamp", "b"));
        var unchanged = workspace.awaitReady("three").getStatus();

        // Then
        assertThat(changed.build().number()).isEqualTo(2);
        assertThat(changed.build().cachedSteps())
                .isPositive()
                .isLessThan(changed.build().steps());
        assertThat(unchanged.build().cachedSteps()).isEqualTo(unchanged.build().steps());
        assertThat(unchanged.image().digest()).isEqualTo(changed.image().digest());
        assertThat(builder(workspace).getMetadata().getUid()).isEqualTo(builder);
        assertThat(cluster.kubectl("logs", "-n", namespace.name(), BUILDER)).contains("[one-1] ", "[three-1] ");
    }

    @Test
    void shouldNameTheLineWhenAnInstructionFails(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();

        // When
        workspace.apply(imageBuild("app", "echo about to fail; exit 7", "a"));
        var failure = workspace
                .awaitCondition("app", "Stalled", "True", "BuildStepFailed")
                .getStatus()
                .failure();

        // Then
        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure.exitCode()).isEqualTo(7);
        assertThat(failure.log()).contains("about to fail");
        assertThat(failure.message()).endsWith("kubectl logs -n %s %s".formatted(namespace.name(), BUILDER));
    }

    @Test
    void shouldBuildOnceWhenTheOperatorIsKilledDuringTheBuild(
            TestCluster cluster, OperatorInstallation operator, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply(imageBuild("app", "sleep 10", "a"));
        workspace.awaitImageBuild("app", "builds", SharedBuilderE2E::isBuilding);

        // When
        operator.kill();
        var ready = workspace.awaitReady("app").getStatus();

        // Then
        assertThat(ready.build().number()).isEqualTo(1);
        assertThat(ready.build().attempt()).isEqualTo(1);
        assertThat(ready.history()).hasSize(1);
        assertThat(workspace.events("app", "BuildSucceeded")).hasSize(1);
    }

    @Test
    void shouldTryAgainWhenTheBuilderIsKilledDuringTheBuild(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply(imageBuild("app", "sleep 10", "a"));
        workspace.awaitImageBuild("app", "builds", SharedBuilderE2E::isBuilding);

        // When
        cluster.kubectl("delete", "pod", "-n", namespace.name(), BUILDER, "--grace-period=0", "--force");
        var ready = workspace.awaitReady("app").getStatus();

        // Then
        assertThat(ready.build().number()).isEqualTo(2);
        assertThat(ready.build().attempt()).isEqualTo(2);
        assertThat(ready.history().getLast().reason()).isEqualTo("BuildInterrupted");
    }

    @Test
    void shouldStopTheBuildAndLeaveNothingWhenItIsSuspendedAndDeleted(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply(imageBuild("app", "sleep 300", "a"));
        workspace.awaitImageBuild("app", "builds", SharedBuilderE2E::isBuilding);

        // When
        cluster.kubectl(
                "patch", "ib", "app", "-n", namespace.name(), "--type=merge", "-p", "{\"spec\":{\"suspend\":true}}");

        // Then
        await("the step has ended")
                .atMost(Duration.ofSeconds(10))
                .until(() -> !cluster.onNode("sh", "-c", "ps -eo args").contains("sleep 300"));
        assertThat(workspace
                        .awaitCondition("app", "Stalled", "True", "Suspended")
                        .getStatus()
                        .build()
                        .result())
                .isEqualTo("Cancelled");

        // When
        cluster.kubectl("delete", "ib", "app", "-n", namespace.name());

        // Then
        await("Pod and claim are gone").atMost(PATIENCE).until(() -> {
            var claim = cluster.client()
                    .persistentVolumeClaims()
                    .inNamespace(namespace.name())
                    .withName(BUILDER)
                    .get();
            return builder(workspace) == null && claim == null;
        });
    }

    private static Pod builder(Workspace workspace) {
        return workspace
                .cluster()
                .client()
                .pods()
                .inNamespace(workspace.namespace())
                .withName(BUILDER)
                .get();
    }

    private static boolean isBuilding(ImageBuild imageBuild) {
        var ready = Workspace.condition(imageBuild, "Ready");
        return ready != null && ready.reason().equals("Building");
    }

    private static String imageBuild(String name, String run, String text) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: %s}
                spec:
                  source:
                    inline:
                      files:
                        Dockerfile: |
                          FROM busybox:stable
                          RUN %s
                          COPY text /text
                        text: %s
                  cache: {mode: Shared, size: 1Gi}
                """.formatted(name, run, text);
    }
}
