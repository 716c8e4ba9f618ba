package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.operator.status.Conditions;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A registry whose images lie in a bucket: from the Secret that is missing to a Pod that was pulled from it. */
@ExtendWith(E2eCluster.class)
class S3RegistryE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration POLL = Duration.ofMillis(500);

    private static final String SERVER = """
            apiVersion: v1
            kind: Pod
            metadata: {name: s3, labels: {app: s3}}
            spec:
              securityContext: {runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532}
              initContainers:
              - {name: bucket, image: "docker.io/library/busybox:stable", command: [mkdir, -p, /data/images], volumeMounts: [{name: data, mountPath: /data}]}
              containers:
              - name: s3
                image: docker.io/versity/versitygw:v1.8.0
                args: [--quiet, --port, ":7070", posix, /data]
                env:
                - {name: ROOT_ACCESS_KEY_ID, value: onggi}
                - {name: ROOT_SECRET_ACCESS_KEY, value: secret-of-a-test}
                ports: [{containerPort: 7070}]
                readinessProbe: {tcpSocket: {port: 7070}, periodSeconds: 1}
                volumeMounts: [{name: data, mountPath: /data}]
              volumes: [{name: data, emptyDir: {}}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: s3}
            spec: {selector: {app: s3}, ports: [{port: 7070}]}
            """;

    @Test
    void shouldServeFromABucketAsSoonAsItsSecretIsThere(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.apply(SERVER);
        workspace.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                spec:
                  storage:
                    s3: {bucket: images, prefix: team-a, endpoint: "http://s3.%s.svc:7070", secretRef: {name: bucket}}
                """.formatted(namespace.name()));

        // When
        var stalled = await("the Secret is missed")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(
                        () -> Conditions.find(conditions(workspace), "Stalled").orElse(null),
                        condition -> condition != null && condition.reason().equals("StorageSecretUnusable"));

        // Then
        assertThat(stalled.message()).contains("bucket", "kubectl create secret generic -n " + namespace.name());

        // When
        cluster.kubectl(
                "create",
                "secret",
                "generic",
                "-n",
                namespace.name(),
                "bucket",
                "--from-literal=accessKeyId=onggi",
                "--from-literal=secretAccessKey=secret-of-a-test");
        await("the registry goes on by itself")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> Conditions.isTrue(conditions(workspace), "Ready"));
        workspace.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  source:
                    inline:
                      files:
                        Dockerfile: |
                          FROM busybox:stable
                          RUN echo from a bucket > /words.txt
                          ENTRYPOINT ["/bin/sh", "-c", "cat /words.txt; sleep 3600"]
                  rollout: {deployment: {}}
                """);
        var ready = workspace.awaitReady("app");

        // Then
        assertThat(ready.getStatus().rollout().summary()).isEqualTo("1/1");
        assertThat(cluster.kubectl(
                        "exec", "-n", namespace.name(), "s3", "--", "ls", "/data/images/team-a/docker/registry"))
                .contains("v2");
        var storage = workspace.registry("registry").getStatus();
        assertThat(Conditions.isTrue(storage.conditions(), "StorageReady")).isTrue();
        assertThat(cluster.kubectl("get", "configmap,deployment", "-n", namespace.name(), "-o", "yaml"))
                .doesNotContain("secret-of-a-test");
    }

    @Test
    void shouldSayWhatIsWrongWithTheBucketAndGoOnWhenItIsPutRight(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.apply(SERVER);
        workspace.apply(secret("no-key-of-this-server"));

        // When
        workspace.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                spec: {storage: {s3: {bucket: later, endpoint: "http://s3.%s.svc:7070", secretRef: {name: bucket}}}}
                """.formatted(namespace.name()));

        // Then
        var refused = workspace.awaitRegistryCondition("registry", "StorageReady", "False", "BucketAccessDenied");
        assertThat(refused.message())
                .contains(
                        "refuses the credentials of Secret bucket for the bucket later (SignatureDoesNotMatch: ",
                        "the registry is started anew with it by itself")
                .doesNotContain("no-key-of-this-server");
        workspace.awaitRegistryCondition("registry", "Stalled", "True", "BucketAccessDenied");

        // When: what the message says
        workspace.apply(secret("secret-of-a-test"));

        // Then
        var missing = workspace.awaitRegistryCondition("registry", "StorageReady", "False", "BucketNotFound");
        assertThat(missing.message())
                .contains("there is no bucket later at http://s3." + namespace.name() + ".svc:7070", "make it");

        // When
        cluster.kubectl("exec", "-n", namespace.name(), "s3", "--", "mkdir", "/data/later");

        // Then
        workspace.awaitRecovery("registry");
        workspace.awaitRegistryCondition("registry", "StorageReady", "True", "StorageReady");
    }

    private static String secret(String key) {
        return """
                apiVersion: v1
                kind: Secret
                metadata: {name: bucket}
                stringData: {accessKeyId: onggi, secretAccessKey: %s}
                """.formatted(key);
    }

    private static List<Condition> conditions(Workspace workspace) {
        var status = workspace.registry("registry").getStatus();
        return status == null ? null : status.conditions();
    }
}
