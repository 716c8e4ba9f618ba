package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.testbed.OperatorInstallation;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One builder for the ImageBuilds of a namespace: what it saves, and that nothing is lost or left with it. */
@ExtendWith(E2eCluster.class)
class SharedBuilderE2E {

    private static final String BUILDER = "onggi-builder";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The longest that a build may go on that is not wanted any more. */
    private static final Duration STOPPED = Duration.ofSeconds(10);

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

        // Then: what a person would like to know of it
        assertThat(changed.image().base().reference()).isEqualTo("docker.io/library/busybox:stable");
        assertThat(changed.image().base().digest()).startsWith("sha256:");
        assertThat(changed.image().sharedBytes())
                .as("the base and the step, but not the text")
                .isPositive()
                .isLessThan(changed.image().size());
        assertThat(one.image().sharedBytes()).as("there was none before").isNull();
        assertThat(one.build().phases().start()).matches("[0-9]+s");
        assertThat(one.build().phases().build()).matches("[1-9][0-9]*s");
        assertThat(one.build().phases().push()).matches("[0-9]+s");
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
    void shouldStopTheBuildAndLeaveNothingWhenItIsSuspendedAndWhenItIsDeleted(
            TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        workspace.apply(imageBuild("app", "sleep 300", "a"));
        workspace.awaitImageBuild("app", "builds", SharedBuilderE2E::isBuilding);

        // When
        cluster.kubectl(
                "patch", "ib", "app", "-n", namespace.name(), "--type=merge", "-p", "{\"spec\":{\"suspend\":true}}");

        // Then
        await("the step has ended").atMost(STOPPED).until(() -> !isAsleep(cluster));
        assertThat(workspace
                        .awaitCondition("app", "Stalled", "True", "Suspended")
                        .getStatus()
                        .build()
                        .result())
                .isEqualTo("Cancelled");

        // When: it builds again, and is deleted in the middle of it
        cluster.kubectl(
                "patch", "ib", "app", "-n", namespace.name(), "--type=merge", "-p", "{\"spec\":{\"suspend\":false}}");
        await("the step runs again").atMost(PATIENCE).until(() -> isAsleep(cluster));
        cluster.kubectl("delete", "ib", "app", "-n", namespace.name());

        // Then
        await("the step has ended").atMost(STOPPED).until(() -> !isAsleep(cluster));
        await("nothing is left")
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(left(cluster.client(), namespace.name())).isEmpty());
    }

    private static boolean isAsleep(TestCluster cluster) {
        return cluster.onNode("sh", "-c", "ps -eo args").contains("sleep 300");
    }

    /** What there is of the builder in the namespace. */
    private static List<String> left(KubernetesClient client, String namespace) {
        return Stream.<List<? extends HasMetadata>>of(
                        client.pods().inNamespace(namespace).list().getItems(),
                        client.secrets().inNamespace(namespace).list().getItems(),
                        client.configMaps().inNamespace(namespace).list().getItems(),
                        client.persistentVolumeClaims()
                                .inNamespace(namespace)
                                .list()
                                .getItems(),
                        client.network()
                                .v1()
                                .networkPolicies()
                                .inNamespace(namespace)
                                .list()
                                .getItems())
                .flatMap(List::stream)
                .map(HasMetadata::getMetadata)
                .map(ObjectMeta::getName)
                .filter(name -> name.startsWith(BUILDER) || name.startsWith("app-"))
                .toList();
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
