package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.ApiWrites;
import dev.onggi.operator.model.Digest;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How much is written: everything once, and nothing where nothing changes. The API server's own count says so. */
class QuietIT {

    private static final ApiWrites WRITES =
            new ApiWrites(() -> ApiServer.admin().raw("/metrics"));

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
    void shouldApplyEachChildOnceWhenARegistryIsMade() {
        // Given
        var team = Team.create();
        var before = WRITES.count();

        // When
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                """);
        team.actors().binds("registry-registry");
        team.actors().rollsOut("registry-registry");
        team.actors().runsRegistryPod("registry");
        team.awaited(DaemonSet.class, "registry-canary");
        team.awaitCondition(LocalRegistry.class, "registry", "NodesCanPull", "Unknown ProvingNodes");

        // Then
        assertThat(WRITES.since(before))
                .containsEntry("APPLY services", 1L)
                .containsEntry("APPLY secrets", 5L)
                .containsEntry("APPLY configmaps", 2L)
                .containsEntry("APPLY persistentvolumeclaims", 1L)
                .containsEntry("APPLY networkpolicies", 1L)
                .containsEntry("APPLY deployments", 1L)
                .containsEntry("APPLY daemonsets", 1L)
                .doesNotContainKeys("PATCH services", "PATCH secrets", "PATCH deployments", "PATCH daemonsets");
    }

    @Test
    void shouldWriteNothingForTenSecondsWhenNothingChanges() {
        // Given
        var team = Team.create();
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                ---
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {inline: {files: {Dockerfile: "FROM scratch"}}}
                  builder: {resources: {requests: {cpu: 1000m, memory: 1024Mi}}}
                  rollout:
                    deployment:
                      ports: [{containerPort: 8080}]
                      env: [{name: GREETING, value: ""}, {name: NOTHING}]
                      resources: {requests: {cpu: "0.5", memory: 1024Mi}, limits: {memory: 1.5Gi}}
                ---
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: waits-for-a-node}
                spec: {source: {inline: {files: {Dockerfile: "FROM scratch"}}}}
                """);
        team.actors().binds("registry-registry");
        team.actors().rollsOut("registry-registry");
        team.actors().runsRegistryPod("registry");
        team.actors().pullsCanary("registry");
        team.actors().builds("app-1-build", Digest.of("image"));
        team.actors().rollsOut("app");
        team.awaitCondition(LocalRegistry.class, "registry", "Ready", "True RegistryReady");
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");
        team.awaitCondition(ImageBuild.class, "waits-for-a-node", "Reconciling", "True BuildStarted");

        // When
        var before = WRITES.count();

        // Then
        await().during(Duration.ofSeconds(10))
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(WRITES.since(before)).isEmpty());
    }
}
