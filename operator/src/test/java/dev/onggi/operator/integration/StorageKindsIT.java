package dev.onggi.operator.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.TestClock;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the images are kept, and what is told when that place is not there. */
class StorageKindsIT {

    private static final RunningOperator.Settings OFTEN =
            new RunningOperator.Settings(Duration.ofSeconds(1), "onggi-node");
    private static final String CLAIM = """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: disk}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
            """;

    private TestClock clock;
    private RunningOperator operator;
    private Team team;

    @BeforeEach
    void start() {
        clock = TestClock.going();
        operator = RunningOperator.start(OFTEN, clock);
        team = Team.create();
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void shouldStallUntilTheClaimIsThereWhenAnExistingOneIsNamed() {
        // Given
        apply("{existingClaim: {name: disk}}");
        team.awaitCondition(LocalRegistry.class, "registry", "StorageReady", "False ClaimNotFound");

        // When
        clock.advance(Duration.ofSeconds(21));
        var stalled = team.awaitCondition(LocalRegistry.class, "registry", "Stalled", "True ClaimNotFound");

        // Then
        assertThat(stalled.message())
                .contains("there is no PersistentVolumeClaim disk", "kubectl get pvc -n " + team.namespace());

        // When
        team.apply(CLAIM);
        team.actors().binds("disk");
        team.actors().rollsOut("registry-registry");

        // Then
        team.awaitCondition(LocalRegistry.class, "registry", "StorageReady", "True StorageReady");
        team.awaitCondition(LocalRegistry.class, "registry", "Ready", "True RegistryReady");
        assertThat(team.list(PersistentVolumeClaim.class)).hasSize(1);
    }

    @Test
    void shouldLeaveTheClaimWhenARegistryOnAnExistingOneIsDeleted() {
        // Given
        team.apply(CLAIM);
        team.actors().binds("disk");
        apply("{existingClaim: {name: disk}}");
        team.awaitCondition(LocalRegistry.class, "registry", "StorageReady", "True StorageReady");

        // When
        team.resource(LocalRegistry.class, "registry").delete();
        await().until(() -> team.registry("registry") == null);

        // Then
        assertThat(team.get(PersistentVolumeClaim.class, "disk").isMarkedForDeletion())
                .isFalse();
        assertThat(team.get(PersistentVolumeClaim.class, "disk").getMetadata().getOwnerReferences())
                .isEmpty();
    }

    @Test
    void shouldNameTheKeyWhenTheSecretOfABucketLacksOne() {
        // Given
        apply("{s3: {bucket: images, endpoint: 'http://s3.storage.svc:7070', secretRef: {name: bucket}}}");
        team.awaited(Deployment.class, "registry-registry");

        // When
        team.actors()
                .cannotStart(
                        "registry",
                        "couldn't find key secretAccessKey in Secret %s/bucket".formatted(team.namespace()));
        var stalled = team.awaitCondition(LocalRegistry.class, "registry", "Stalled", "True StorageSecretUnusable");

        // Then
        assertThat(stalled.message())
                .contains(
                        "couldn't find key secretAccessKey",
                        "kubectl create secret generic -n " + team.namespace() + " bucket --from-literal=accessKeyId=");
        team.awaitCondition(LocalRegistry.class, "registry", "StorageReady", "False StorageSecretUnusable");
        assertThat(team.get(ConfigMap.class, "registry-registry").getData().get("config.yml"))
                .contains("bucket: \"images\"", "regionendpoint: \"http://s3.storage.svc:7070\"", "secure: false")
                .doesNotContain("accesskey", "secretkey");
    }

    @Test
    void shouldSayThatTheImagesAreGoneWhenTheClaimWasDeleted() {
        // Given
        apply("{persistentVolumeClaim: {}}");
        team.actors().binds("registry-registry");
        team.actors().rollsOut("registry-registry");
        var ready = team.awaitCondition(LocalRegistry.class, "registry", "StorageReady", "True StorageReady");
        var first = team.get(PersistentVolumeClaim.class, "registry-registry")
                .getMetadata()
                .getUid();
        await("a claim that is certainly younger")
                .atMost(Duration.ofSeconds(15))
                .until(() -> clock.instant()
                        .isAfter(Instant.parse(ready.lastTransitionTime()).plusSeconds(7)));

        // When
        team.resource(PersistentVolumeClaim.class, "registry-registry").delete();
        team.actors().letsGoOf("registry-registry");

        // Then
        await().untilAsserted(() -> assertThat(
                        team.awaitCondition(LocalRegistry.class, "registry", "StorageReady", "False StorageLost")
                                .message())
                .contains("was deleted, and the images with it", "\"rebuild\""));
        assertThat(team.eventReasons("registry")).contains("StorageLost");

        // When
        team.actors().binds("registry-registry");

        // Then
        team.awaitCondition(LocalRegistry.class, "registry", "StorageReady", "True StorageReady");
        assertThat(team.get(PersistentVolumeClaim.class, "registry-registry")
                        .getMetadata()
                        .getUid())
                .isNotEqualTo(first);
    }

    @Test
    void shouldWarnWhileThereIsTimeWhenTheClaimIsBeingDeleted() {
        // Given
        apply("{persistentVolumeClaim: {}}");
        team.actors().binds("registry-registry");
        team.actors().rollsOut("registry-registry");
        team.awaitCondition(LocalRegistry.class, "registry", "Ready", "True RegistryReady");

        // When
        team.resource(PersistentVolumeClaim.class, "registry-registry").delete();

        // Then
        var stalled = team.awaitCondition(LocalRegistry.class, "registry", "Stalled", "True StorageLost");
        assertThat(stalled.message()).contains("is being deleted since", "Copy what is needed to another registry");
        team.awaitCondition(LocalRegistry.class, "registry", "Available", "True RegistryAvailable");
        team.actors().letsGoOf("registry-registry");
    }

    @Test
    void shouldStallWhenTheStorageClassDoesNotExist() {
        // Given
        apply("{persistentVolumeClaim: {storageClassName: quick}}");
        team.awaited(PersistentVolumeClaim.class, "registry-registry");

        // When
        clock.advance(Duration.ofSeconds(21));

        // Then
        assertThat(team.awaitCondition(LocalRegistry.class, "registry", "Stalled", "True StorageNotBound")
                        .message())
                .contains("there is no StorageClass \"quick\"", "kubectl get storageclass");
    }

    private void apply(String storage) {
        team.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: LocalRegistry
                metadata: {name: registry}
                spec:
                  storage: %s
                  access: {nodes: {mode: None}}
                """.formatted(storage));
    }
}
