package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.model.Digest;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Deployment of an ImageBuild with everything that can be said of it, on an API server with its defaults. */
class WorkloadIT {

    private static final Duration NOTHING_HAPPENS = Duration.ofMillis(700);

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
    void shouldWriteTheWorkloadOnceAndLeaveItAsItIs() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();

        // When
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {inline: {files: {Dockerfile: FROM scratch}}}
                  cache: {mode: None}
                  rollout:
                    deployment:
                      ports: [{containerPort: 8080, hostPort: 80}]
                      service: {type: NodePort}
                      env: [{name: A, value: b}]
                      envFrom: [{prefix: DB_, secretRef: {name: db}}, {configMapRef: {name: theme, optional: true}}]
                      serviceAccountName: shop
                      runtimeClassName: kata
                      probes:
                        readiness: {httpGet: {port: 8080}, periodSeconds: 1}
                        liveness: {exec: {command: ["true"]}}
                        startup: {grpc: {port: 9000}}
                      securityContext:
                        runAsNonRoot: true
                        allowPrivilegeEscalation: false
                        capabilities: {drop: [ALL]}
                        seccompProfile: {type: RuntimeDefault}
                      volumes:
                      - {name: host, mountPath: /host, hostPath: {path: /var/lib/shop}, readOnly: true}
                      - {name: data, mountPath: /data, persistentVolumeClaim: {claimName: shop}, subPath: files}
                      - {name: theme, mountPath: /theme, configMap: {name: theme, optional: true}}
                      - {name: keys, mountPath: /keys, secret: {name: keys}, readOnly: false}
                      - {name: tmp, mountPath: /tmp, emptyDir: {sizeLimit: 1024Mi}}
                """);
        team.actors().builds("app-1-build", Digest.of("image"));
        team.actors().rollsOut("app");
        team.awaitCondition(ImageBuild.class, "app", "Ready", "True Succeeded");

        // Then
        var deployment = team.get(Deployment.class, "app");
        assertThat(deployment.getMetadata().getGeneration()).isEqualTo(1L);
        assertThat(deployment.getSpec().getMinReadySeconds()).isNull();
        assertThat(deployment.getSpec().getTemplate().getSpec().getVolumes()).hasSize(5);
        var service = team.get(Service.class, "app");
        assertThat(service.getSpec().getType()).isEqualTo("NodePort");

        // When: something wakes the controller
        team.resource(Deployment.class, "app").edit(object -> {
            object.getMetadata().getLabels().put("team", "a");
            return object;
        });
        var version = team.get(Deployment.class, "app").getMetadata().getResourceVersion();

        // Then
        await().during(NOTHING_HAPPENS).untilAsserted(() -> {
            assertThat(team.get(Deployment.class, "app").getMetadata().getResourceVersion())
                    .isEqualTo(version);
            assertThat(team.get(Service.class, "app").getMetadata().getResourceVersion())
                    .isEqualTo(service.getMetadata().getResourceVersion());
        });
    }

    @Test
    void shouldBeReachedFromInsideAgainWhenTheServiceIsNoLongerForNodes() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        team.apply(service(", service: {type: NodePort}"));
        team.actors().builds("app-1-build", Digest.of("image"));
        assertThat(team.awaited(Service.class, "app").getSpec().getType()).isEqualTo("NodePort");

        // When
        team.apply(service(""));

        // Then
        await().untilAsserted(() ->
                assertThat(team.get(Service.class, "app").getSpec().getType()).isEqualTo("ClusterIP"));
    }

    @Test
    void shouldLeaveTheNumberOfPodsToOthersWhenTheSpecHasNone() {
        // Given
        var team = Team.create();
        team.applySimpleRegistry();
        team.apply(service(""));
        team.actors().builds("app-1-build", Digest.of("image"));
        assertThat(team.awaited(Deployment.class, "app").getSpec().getReplicas())
                .isEqualTo(1);

        // When: an autoscaler, and then a change that the operator writes
        team.resource(Deployment.class, "app").scale(3);
        team.apply(service(", runtimeClassName: kata"));

        // Then
        await().untilAsserted(() -> assertThat(team.get(Deployment.class, "app")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getRuntimeClassName())
                .isEqualTo("kata"));
        assertThat(team.get(Deployment.class, "app").getSpec().getReplicas()).isEqualTo(3);

        // When
        team.apply(service(", replicas: 2"));

        // Then
        await().untilAsserted(() -> assertThat(
                        team.get(Deployment.class, "app").getSpec().getReplicas())
                .isEqualTo(2));
    }

    private static String service(String more) {
        return """
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source: {inline: {files: {Dockerfile: FROM scratch}}}
                  cache: {mode: None}
                  rollout: {deployment: {ports: [{containerPort: 8080}]%s}}
                """.formatted(more);
    }
}
