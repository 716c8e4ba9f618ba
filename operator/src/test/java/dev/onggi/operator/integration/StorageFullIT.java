package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.TestClock;
import dev.onggi.operator.gateway.api.StorageUsage;
import dev.onggi.operator.model.Digest;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry whose storage fills up; the gateway is one that a test leads. */
class StorageFullIT {

    private static final RunningOperator.Settings OFTEN =
            new RunningOperator.Settings(Duration.ofSeconds(1), "onggi-node");
    private static final long GI = 1024L * 1024 * 1024;

    private TestClock clock;
    private RunningOperator operator;
    private Team team;

    @BeforeEach
    void start() {
        clock = TestClock.going();
        operator = RunningOperator.start(OFTEN, clock);
        team = Team.create();
        operator.gateway().uses(used(10));
        team.applySimpleRegistry();
        team.awaitCondition(LocalRegistry.class, "registry", "StorageReady", "True StorageReady");
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void shouldTellWhatIsUsedAndHeld() {
        // When
        var status = await().until(() -> team.registry("registry").getStatus(), found -> found.storage() != null);

        // Then
        assertThat(status.storage().summary()).isEqualTo("1Gi (10%)");
        assertThat(status.storage().capacity()).isEqualTo("10Gi");
        assertThat(status.images().repositories()).isEqualTo(2);
        assertThat(status.images().tags()).isEqualTo(5);
    }

    @Test
    void shouldWarnOncePerCrossingWhenFourFifthsAreUsed() {
        // When
        fills(83);
        var almost = team.awaitCondition(LocalRegistry.class, "registry", "StorageReady", "True StorageAlmostFull");
        fills(84);
        await().until(() -> team.registry("registry").getStatus().storage().usedPercent() == 84);

        // Then
        assertThat(almost.message()).contains("8.3Gi (83%) of 10Gi are used", "from 95% on new builds wait");
        assertThat(warnings("StorageAlmostFull")).isEqualTo(1);
        team.awaitCondition(LocalRegistry.class, "registry", "Ready", "True RegistryReady");

        // When
        fills(40);
        team.awaitCondition(LocalRegistry.class, "registry", "StorageReady", "True StorageReady");
        fills(82);
        team.awaitCondition(LocalRegistry.class, "registry", "StorageReady", "True StorageAlmostFull");

        // Then
        await().until(() -> warnings("StorageAlmostFull") == 2);
    }

    @Test
    void shouldCollectAtOnceWhenNineTenthsAreUsed() {
        // When
        fills(91);
        await().until(() -> operator.gateway().requests().size() == 1);
        operator.gateway().collects(0, 0, 0);

        // Then
        assertThat(operator.gateway().requests().getFirst().id()).startsWith("StorageFull.");
        assertThat(operator.gateway().requests().getFirst().dryRun())
                .as("these rules had no dry run yet")
                .isTrue();
        await().until(() -> team.registry("registry").getStatus().lastGarbageCollection() != null);

        // When
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(6))
                .until(() -> operator.gateway().requests().size() == 1);
        clock.advance(Duration.ofMinutes(11));

        // Then
        await().until(() -> operator.gateway().requests().size() == 2);
        assertThat(operator.gateway().requests().getLast().dryRun()).isFalse();
    }

    @Test
    void shouldLetNewBuildsWaitAndRunningOnesEndWhenItIsFull() {
        // Given
        team.apply(imageBuild("running"));
        team.actors().starts("running-1-build");

        // When
        fills(96);
        var full = team.awaitCondition(LocalRegistry.class, "registry", "StorageReady", "False StorageFull");
        team.apply(imageBuild("waiting"));
        var waits = team.awaitCondition(ImageBuild.class, "waiting", "Reconciling", "True RegistryFull");
        team.actors().builds("running-1-build", Digest.of("image"));

        // Then
        assertThat(full.message()).contains("new builds wait", "kubectl edit lreg -n " + team.namespace());
        assertThat(waits.message()).contains("LocalRegistry registry has room", "9.6Gi (96%) of 10Gi");
        team.awaitCondition(ImageBuild.class, "running", "Ready", "True Succeeded");
        assertThat(team.get(Pod.class, "waiting-1-build")).isNull();
        assertThat(warnings("StorageFull")).isEqualTo(1);

        // When
        fills(60);

        // Then
        team.awaited(Pod.class, "waiting-1-build");
    }

    private void fills(int percent) {
        operator.gateway().uses(used(percent));
        clock.advance(Duration.ofMinutes(1));
    }

    private static StorageUsage used(int percent) {
        long bytes = 10 * GI / 100 * percent + GI / 1000;
        return new StorageUsage(10 * GI, bytes, bytes, 2, 5);
    }

    private long warnings(String reason) {
        return team.eventReasons("registry").stream().filter(reason::equals).count();
    }

    private static String imageBuild(String name) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: %s}
                spec: {source: {inline: {files: {Dockerfile: "FROM scratch"}}}}
                """.formatted(name);
    }
}
