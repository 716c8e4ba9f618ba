package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.integration.PatchMoments.Moment;
import dev.onggi.operator.model.Digest;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A spec that changes in the very moment in which the operator writes status. Versions of the framework that filter the
 * events of their own writes can swallow such a change: see docs/decisions/0001-operator-sdk-version.md.
 */
class SpecChangeIT {

    /** For each of the three moments. */
    private static final int ROUNDS = 17;

    /** Far below the operator's safety interval of five minutes, which would repair everything. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private static final PatchMoments STATUS_WRITES = new PatchMoments("/status");

    private static RunningOperator operator;

    @BeforeAll
    static void start() {
        operator = RunningOperator.start(STATUS_WRITES::attach);
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldReconcileALocalRegistryAtOnceWhenItsSpecChangesWhileStatusIsWritten(Moment moment) throws Exception {
        // Given
        var team = Team.create();
        applyRegistry(team, "1Mi");
        team.awaited(Deployment.class, "registry-registry");

        for (int number = 1; number <= ROUNDS; number++) {
            int round = number;
            // When: the first change is the same size in other words, so that no child's event follows it and hides
            // that the second was swallowed
            int last = round + 1;
            changeTwice(moment, () -> applyRegistry(team, round * 1024 + "Ki"), () -> applyRegistry(team, last + "Mi"));

            // Then
            atOnce(round, () -> {
                var registry = team.registry("registry");
                assertThat(registry.getStatus().observedGeneration())
                        .isEqualTo(registry.getMetadata().getGeneration());
                assertThat(memory(team.get(Deployment.class, "registry-registry")))
                        .isEqualTo(new Quantity(last + "Mi"));
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReconcileAnImageBuildAtOnceWhenItsSpecChangesWhileStatusIsWritten(Moment moment) throws Exception {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        applyImageBuild(team, 1, 1);
        team.actors().builds("app-1-build", Digest.of("image"));
        team.awaitCondition(ImageBuild.class, "app", "Reconciling", "True RollingOut");

        for (int round = 1; round <= ROUNDS; round++) {
            // When: no event of a child's follows the first change and hides that the second was swallowed
            int last = round + 1;
            changeTwice(moment, () -> applyImageBuild(team, last - 1, last), () -> applyImageBuild(team, last, last));

            // Then
            atOnce(round, () -> {
                var imageBuild = team.imageBuild("app");
                assertThat(imageBuild.getStatus().observedGeneration())
                        .isEqualTo(imageBuild.getMetadata().getGeneration());
                assertThat(team.get(Deployment.class, "app").getSpec().getReplicas())
                        .isEqualTo(last);
            });
        }
    }

    /** Changes something, which makes the operator write status, and in that moment changes it again. */
    private static void changeTwice(Moment moment, Runnable first, Runnable second) throws Exception {
        var changed = new CountDownLatch(1);
        var changedAgain = STATUS_WRITES.atNext(moment, () -> {
            awaitUninterrupted(changed);
            second.run();
        });
        first.run();
        changed.countDown();
        changedAgain.get(AT_ONCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void atOnce(int round, ThrowingRunnable assertion) {
        await("round " + round)
                .atMost(AT_ONCE)
                .pollInterval(Duration.ofMillis(10))
                .pollDelay(Duration.ZERO)
                .untilAsserted(assertion);
    }

    private static void applyRegistry(Team team, String memory) {
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                spec:
                  storage: {emptyDir: {}}
                  access: {nodes: {mode: None}}
                  resources: {requests: {memory: %s}}
                """.formatted(memory));
    }

    private static void applyImageBuild(Team team, int replicas, int timeout) {
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {inline: {files: {Dockerfile: "FROM scratch"}}}
                  cache: {mode: None}
                  builder: {timeout: %dm}
                  rollout: {deployment: {replicas: %d}}
                """.formatted(timeout, replicas));
    }

    private static Quantity memory(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getInitContainers().stream()
                .filter(container -> container.getName().equals("registry"))
                .map(container -> container.getResources().getRequests().get("memory"))
                .findFirst()
                .orElseThrow();
    }
}
