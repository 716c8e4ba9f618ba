package dev.onggi.operator.e2e;

import static dev.onggi.operator.e2e.Workspace.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Builds whose own Pod ends in the middle of a step, by no fault of the Dockerfile's. All of them begin at once. */
@ExtendWith(E2eCluster.class)
class BuildInterruptedE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

    /** How long the first try would sleep, by which its step is found on the node. */
    private static final Map<String, Integer> SLEEPS = Map.of("killed", 3001, "deleted", 3002, "evicted", 3003);

    private static final Map<String, Consumer<Pod>> ENDS = Map.of(
            "killed", BuildInterruptedE2E::kill,
            "deleted", BuildInterruptedE2E::delete,
            "evicted", BuildInterruptedE2E::evict);

    private static TestNamespace namespace;
    private static Workspace workspace;

    @BeforeAll
    static void startBuilds(TestCluster cluster) {
        namespace = TestNamespace.create(cluster, "e2e-build-interrupted-shared");
        workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();
        SLEEPS.forEach((name, seconds) -> workspace.apply(imageBuild(name, seconds)));
    }

    @AfterAll
    static void remove() {
        namespace.close();
    }

    @ParameterizedTest
    @CsvSource({"killed, BuilderFailed", "deleted, BuildInterrupted", "evicted, BuildInterrupted"})
    void shouldTryAgainWithTheSameCacheWhenThePodEndsDuringAStep(String name, String reason) {
        // Given
        await("the step of " + name + " runs").atMost(PATIENCE).until(() -> isAsleep(name));
        var claim = claim(name).getMetadata().getUid();
        var pod = workspace.buildPods(name).getFirst();

        // When
        ENDS.get(name).accept(pod);
        var failed = workspace.awaitCondition(name, "Reconciling", "True", reason);

        // Then: it is no Stalled one, as it would be with a bad Dockerfile, and the pause is the first one
        assertThat(condition(failed, "Stalled")).isNull();
        assertThat(condition(failed, "Ready").reason()).isEqualTo(reason);
        assertThat(failed.getStatus().failure().line()).isNull();
        var build = failed.getStatus().build();
        assertThat(build.attempt()).isEqualTo(1);
        assertThat(Instant.parse(build.retryTime()))
                .isEqualTo(Instant.parse(build.completionTime()).plus(FIRST_PAUSE));

        // When
        var next = workspace.awaitImageBuild(name, "is tried again", BuildInterruptedE2E::isSecond);

        // Then: nobody but the second try can write to the cache
        assertThat(isAsleep(name)).isFalse();
        assertThat(Instant.parse(next.getStatus().build().startTime()))
                .isAfterOrEqualTo(Instant.parse(build.retryTime()));
        assertThat(writers(name)).hasSizeLessThan(2);

        // Then: what the first try left in the cache lets the second one through
        var ready = workspace.awaitReady(name).getStatus();
        assertThat(ready.build().number()).isEqualTo(2);
        assertThat(ready.build().attempt()).isEqualTo(2);
        assertThat(ready.build().cachedSteps()).as("the step before").isPositive();
        assertThat(ready.failure()).isNull();
        assertThat(ready.history().getLast().reason()).isEqualTo(reason);
        assertThat(claim(name).getMetadata().getUid()).isEqualTo(claim);
    }

    /** As the kernel does: the first process of the container, and with it all others. */
    private static void kill(Pod pod) {
        var container = pod.getStatus().getContainerStatuses().getFirst().getContainerID();
        workspace
                .cluster()
                .onNode(
                        "ctr",
                        "--namespace=k8s.io",
                        "tasks",
                        "kill",
                        "--signal=SIGKILL",
                        container.substring(container.lastIndexOf('/') + 1));
    }

    private static void delete(Pod pod) {
        workspace
                .cluster()
                .kubectl(
                        "delete",
                        "pod",
                        "-n",
                        namespace.name(),
                        pod.getMetadata().getName(),
                        "--grace-period=0",
                        "--force");
    }

    /** As `kubectl drain` does. */
    private static void evict(Pod pod) {
        assertThat(workspace.cluster().client().pods().resource(pod).evict()).isTrue();
    }

    private static boolean isSecond(ImageBuild imageBuild) {
        return imageBuild.getStatus().build().number() == 2;
    }

    private static boolean isAsleep(String name) {
        return workspace.cluster().onNode("sh", "-c", "ps -eo args").contains("sleep " + SLEEPS.get(name));
    }

    private static PersistentVolumeClaim claim(String name) {
        return workspace
                .cluster()
                .client()
                .persistentVolumeClaims()
                .inNamespace(namespace.name())
                .withName(name + "-cache")
                .get();
    }

    /** The Pods that have the claim and have not ended. */
    private static List<Pod> writers(String name) {
        return workspace.cluster().client().pods().inNamespace(namespace.name()).list().getItems().stream()
                .filter(pod -> pod.getSpec().getVolumes().stream()
                        .anyMatch(volume -> volume.getPersistentVolumeClaim() != null
                                && volume.getPersistentVolumeClaim()
                                        .getClaimName()
                                        .equals(name + "-cache")))
                .filter(pod ->
                        !List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase()))
                .toList();
    }

    /** Its step comes to an end where it finds what an earlier try left, and in no other case. */
    private static String imageBuild(String name, int seconds) {
        return InlineBuild.yaml(name, """
                FROM busybox:stable
                RUN head -c 16 /dev/urandom >/random
                RUN --mount=type=cache,target=/kept test -e /kept/mark || { touch /kept/mark; sleep %d; }
                """.formatted(seconds), "cache: {mode: Volume, size: 1Gi}");
    }
}
