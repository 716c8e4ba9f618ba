package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.model.Digest;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Secrets of a bucket, which a registry reads when it starts and never again. */
class BucketSecretsIT {

    private static RunningOperator operator;

    private final Team team = Team.create();

    @BeforeAll
    static void start() {
        operator = RunningOperator.start();
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @Test
    void shouldStartTheRegistryAnewWhenASecretOfItsBucketHasOtherContentAndAtNoOtherTime() {
        // Given
        team.apply(bucketSecret("a-secret", ""));
        team.apply(authority("one"));
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                spec:
                  storage: {s3: {bucket: images, endpoint: "https://s3.storage.svc:7070", secretRef: {name: bucket}, caRef: {name: bucket-ca}}}
                  access: {nodes: {mode: None}}
                """);
        long generation = team.awaited(Deployment.class, "registry-registry")
                .getMetadata()
                .getGeneration();
        var first = mark();
        assertThat(first).matches("[0-9a-f]{16}");
        assertThat(List.of("onggi\na-secret\none", "onggi\na-secret", "a-secret"))
                .as("nobody can try passwords on it")
                .noneMatch(text -> Digest.of(text).hex().startsWith(first));

        // When a label comes, and another password
        team.apply(bucketSecret("a-secret", "labels: {of: nobody}"));
        team.apply(bucketSecret("another-secret", "labels: {of: nobody}"));

        // Then
        var second = await().until(this::mark, mark -> !mark.equals(first));
        assertThat(deployment().getMetadata().getGeneration())
                .as("changed once")
                .isEqualTo(generation + 1);

        // When
        team.apply(authority("two"));

        // Then
        var third = await().until(this::mark, mark -> !mark.equals(second));

        // When what was there before comes back
        team.apply(bucketSecret("a-secret", ""));
        team.apply(authority("one"));

        // Then
        await().until(this::mark, first::equals);
        assertThat(third).isNotEqualTo(first);

        // When they are lost
        team.resource(Secret.class, "bucket").delete();
        team.resource(Secret.class, "bucket-ca").delete();

        // Then it is left as it is
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(4)).until(this::mark, first::equals);
    }

    private Deployment deployment() {
        return team.get(Deployment.class, "registry-registry");
    }

    private String mark() {
        return deployment()
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get("onggi.dev/bucket-secrets");
    }

    private static String bucketSecret(String key, String labels) {
        return """
                apiVersion: v1
                kind: Secret
                metadata: {name: bucket, %s}
                stringData: {accessKeyId: onggi, secretAccessKey: %s}
                """.formatted(labels, key);
    }

    private static String authority(String text) {
        return """
                apiVersion: v1
                kind: Secret
                metadata: {name: bucket-ca}
                stringData: {ca.crt: %s}
                """.formatted(text);
    }
}
