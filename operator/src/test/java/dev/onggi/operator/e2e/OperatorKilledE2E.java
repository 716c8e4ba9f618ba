package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.testbed.OperatorInstallation;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator that is killed at the worst moment leaves the same end state: one build, one roll-out. */
@ExtendWith(E2eCluster.class)
class OperatorKilledE2E {

    @Test
    void shouldBuildAndRollOutOnceWhenKilledDuringTheBuild(
            TestCluster cluster, OperatorInstallation operator, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply(imageBuild("sleep 6", "true"));
        workspace.awaitImageBuild("app", "builds", OperatorKilledE2E::isBuilding);

        // When
        operator.kill();
        var ready = workspace.awaitReady("app");

        // Then
        shouldHaveHappenedOnce(workspace, ready);
    }

    @Test
    void shouldBuildAndRollOutOnceWhenKilledDuringTheRollOut(
            TestCluster cluster, OperatorInstallation operator, TestNamespace namespace) {
        // Given: a Pod that takes its time to become ready, for its image is big enough and it waits before it listens
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply(imageBuild("true", "dd if=/dev/urandom of=/big bs=1M count=100"));
        workspace.awaitImageBuild(
                "app",
                "rolls out",
                imageBuild ->
                        imageBuild.getStatus() != null && imageBuild.getStatus().rollout() != null);

        // When
        operator.kill();
        var ready = workspace.awaitReady("app");

        // Then
        shouldHaveHappenedOnce(workspace, ready);
    }

    private static void shouldHaveHappenedOnce(Workspace workspace, ImageBuild ready) {
        var deployment = workspace.deployment("app");
        assertThat(ready.getStatus().build().number()).isEqualTo(1);
        assertThat(ready.getStatus().build().attempt()).isEqualTo(1);
        assertThat(ready.getStatus().history()).hasSize(1);
        assertThat(workspace.buildPods("app")).hasSize(1);
        assertThat(deployment.getMetadata().getAnnotations()).containsEntry("deployment.kubernetes.io/revision", "1");
        assertThat(deployment.getMetadata().getGeneration()).isEqualTo(1);
        for (var reason :
                new String[] {"BuildStarted", "BuildSucceeded", "Pushed", "RolloutStarted", "RolloutComplete"}) {
            assertThat(workspace.events("app", reason)).as(reason).hasSize(1);
        }
    }

    private static boolean isBuilding(ImageBuild imageBuild) {
        var ready = Workspace.condition(imageBuild, "Ready");
        return ready != null && ready.reason().equals("Building");
    }

    private static String imageBuild(String first, String second) {
        return InlineBuild.yaml("app", """
                FROM busybox:stable
                RUN %s
                RUN %s
                ENTRYPOINT ["/bin/sh", "-c", "sleep 3600"]
                """.formatted(first, second), "rollout: {deployment: {}}");
    }
}
