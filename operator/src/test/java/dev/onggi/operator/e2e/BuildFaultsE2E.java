package dev.onggi.operator.e2e;

import static dev.onggi.operator.e2e.Workspace.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Builds that are stopped, or that need more than they may take; and one with another engine. All of them begin at once. */
@ExtendWith(E2eCluster.class)
class BuildFaultsE2E {

    private static final Duration STOPPED = Duration.ofSeconds(10);

    /** A step with a mount, the ids of two users, and a stage that is left behind. */
    private static final String TWO_STAGES =
            "RUN --mount=type=cache,target=/cache echo hello >/cache/a && cp /cache/a /hello && chown 1:1 /hello\nFROM scratch\nCOPY --from=0 /hello /";

    private static TestNamespace namespace;
    private static Workspace workspace;

    @BeforeAll
    static void startBuilds(TestCluster cluster) {
        namespace = TestNamespace.create(cluster, "e2e-build-faults");
        workspace = new Workspace(cluster, namespace.name());
        // the engine is one that baseline does not admit
        cluster.kubectl(
                "label", "ns", namespace.name(), "--overwrite", "pod-security.kubernetes.io/enforce=privileged");
        workspace.applyRegistry();
        workspace.apply(imageBuild("sleeper", "RUN sleep 300", ""));
        workspace.apply(imageBuild(
                "greedy",
                "RUN tail /dev/zero",
                "resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}"));
        workspace.apply(imageBuild("engine", TWO_STAGES, "engine: UserNamespace"));
        workspace.apply(imageBuild("rootless", TWO_STAGES, "engine: Rootless"));
    }

    @AfterAll
    static void remove() {
        namespace.close();
    }

    @Test
    void shouldStopTheBuildInTenSecondsAndLeaveNothing(TestCluster cluster) {
        // Given
        workspace.awaitCondition("sleeper", "Reconciling", "True", "Building");
        await("the step runs").atMost(Duration.ofMinutes(1)).until(() -> isAsleep(cluster));

        // When
        cluster.kubectl("patch", "ib", "sleeper", "-n", namespace.name(), "--type=merge", "-p", """
                {"spec":{"suspend":true}}""");

        // Then
        await("the build has stopped")
                .atMost(STOPPED)
                .until(() ->
                        !isAsleep(cluster) && workspace.buildPods("sleeper").isEmpty());
        workspace.awaitCondition("sleeper", "Stalled", "True", "Suspended");

        // When: it builds again, and is deleted in the middle of it
        cluster.kubectl("patch", "ib", "sleeper", "-n", namespace.name(), "--type=merge", "-p", """
                {"spec":{"suspend":false}}""");
        await("the step runs again").atMost(Duration.ofMinutes(1)).until(() -> isAsleep(cluster));
        cluster.kubectl("delete", "ib", "sleeper", "-n", namespace.name());

        // Then
        await("nothing is left")
                .atMost(STOPPED)
                .untilAsserted(() -> assertThat(left(cluster, "sleeper")).isEmpty());
        assertThat(isAsleep(cluster)).isFalse();
    }

    @Test
    void shouldTryOnceMoreWithTwiceTheMemory() {
        // Then
        var stalled = workspace.awaitCondition("greedy", "Stalled", "True", "OutOfMemory");
        assertThat(stalled.getStatus().build().number()).isEqualTo(2);
        assertThat(stalled.getStatus().build().raisedMemory()).isEqualTo("512Mi");
        assertThat(condition(stalled, "Ready").message())
                .contains("ran out of memory with a limit of 512Mi; raise spec.builder.resources.limits.memory");
        assertThat(workspace.events("greedy", "MemoryRaised"))
                .singleElement()
                .satisfies(event -> assertThat(event.getNote()).contains("512Mi"));
    }

    @Test
    void shouldBuildInThePodsOwnUserNamespace() {
        // Then
        var ready = workspace.awaitReady("engine");
        assertThat(ready.getStatus().build().engine()).isEqualTo("UserNamespace");
        assertThat(ready.getStatus().image().layers()).isEqualTo(1);
    }

    @Test
    void shouldBuildAsAUserOfTheNodeWithoutUserNamespacesForPods() {
        // Then
        var ready = workspace.awaitReady("rootless");
        assertThat(ready.getStatus().build().engine()).isEqualTo("Rootless");
        assertThat(ready.getStatus().image().layers()).isEqualTo(1);
    }

    private static boolean isAsleep(TestCluster cluster) {
        return cluster.onNode("sh", "-c", "ps -eo args").contains("sleep 300");
    }

    /** What there is of an ImageBuild, but for events, which are history. */
    private static List<String> left(TestCluster cluster, String imageBuild) {
        var client = cluster.client();
        return Stream.<List<? extends HasMetadata>>of(
                        client.pods().inNamespace(namespace.name()).list().getItems(),
                        client.configMaps().inNamespace(namespace.name()).list().getItems(),
                        client.secrets().inNamespace(namespace.name()).list().getItems(),
                        client.persistentVolumeClaims()
                                .inNamespace(namespace.name())
                                .list()
                                .getItems(),
                        client.network()
                                .v1()
                                .networkPolicies()
                                .inNamespace(namespace.name())
                                .list()
                                .getItems())
                .flatMap(List::stream)
                .map(object -> object.getMetadata().getName())
                .filter(name -> name.startsWith(imageBuild + "-"))
                .toList();
    }

    private static String imageBuild(String name, String steps, String builder) {
        return InlineBuild.yaml(name, "FROM busybox:stable\n" + steps, "builder: {%s}".formatted(builder));
    }
}
