package dev.onggi.operator.localregistry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalObjectReference;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.RegistryStorage.S3;
import dev.onggi.operator.gateway.api.StorageFault;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketStateTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final S3 BUCKET =
            new S3("images", "us-east-1", "http://s3.storage.svc:7070", "", new LocalObjectReference("bucket"), null);

    @Test
    void shouldNameTheBucketAndTheServerWhenThereIsNone() {
        // When
        var state = state(pod(StorageFault.MISSING.exitCode(), "NoSuchBucket: it does not exist", false));

        // Then
        assertThat(state).isInstanceOfSatisfying(StorageState.Blocked.class, blocked -> {
            assertThat(blocked.reason()).isEqualTo("BucketNotFound");
            assertThat(blocked.message())
                    .contains(
                            "there is no bucket images at http://s3.storage.svc:7070 (NoSuchBucket: it does not exist)",
                            "kubectl rollout restart -n team-a deployment/registry-registry");
        });
    }

    @Test
    void shouldNameTheSecretAndTheCommandsWhenTheServerRefusesTheCredentials() {
        // When
        var state = state(pod(StorageFault.REFUSED.exitCode(), "SignatureDoesNotMatch: no", false));

        // Then
        assertThat(state).isInstanceOfSatisfying(StorageState.Blocked.class, blocked -> {
            assertThat(blocked.reason()).isEqualTo("BucketAccessDenied");
            assertThat(blocked.message())
                    .contains(
                            "refuses the credentials of Secret bucket for the bucket images (SignatureDoesNotMatch: no)",
                            "kubectl create secret generic -n team-a bucket --from-literal=accessKeyId=",
                            "the registry is started anew with it by itself",
                            "kubectl rollout restart -n team-a deployment/registry-registry");
        });
    }

    @Test
    void shouldBePendingWhenTheServerIsAway() {
        // When
        var state = state(pod(StorageFault.UNREACHABLE.exitCode(), "Connection refused", false));

        // Then
        assertThat(state).isInstanceOfSatisfying(StorageState.Pending.class, pending -> {
            assertThat(pending.reason()).isEqualTo("BucketUnreachable");
            assertThat(pending.message()).contains("does not answer for the bucket images: Connection refused");
            assertThat(pending.lookAgain()).isAfter(NOW);
        });
    }

    @Test
    void shouldBeSettledWhenTheGatewayServesAgain() {
        // When / Then
        assertThat(state(pod(StorageFault.REFUSED.exitCode(), "no", true))).isEqualTo(new StorageState.Settled());
    }

    @Test
    void shouldNotBlameTheBucketWhenTheGatewayEndedForAnotherCause() {
        // When / Then
        assertThat(state(pod(1, "no", false))).isEqualTo(new StorageState.Settled());
        assertThat(BucketState.of(registry(), BUCKET, List.of(), NOW)).isEqualTo(new StorageState.Settled());
    }

    private static StorageState state(Pod pod) {
        return BucketState.of(registry(), BUCKET, List.of(pod), NOW);
    }

    private static LocalRegistry registry() {
        var registry = new LocalRegistry();
        registry.setMetadata(new ObjectMetaBuilder()
                .withName("registry")
                .withNamespace("team-a")
                .build());
        return registry;
    }

    /** The gateway has been started again after its end. */
    private static Pod pod(int exitCode, String words, boolean ready) {
        return new PodBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withName("gateway")
                .withReady(ready)
                .withNewState()
                .withNewRunning("2026-03-01T11:59:00Z")
                .endState()
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withMessage("something before\n" + StorageFault.line(words) + "\nsomething after")
                .endTerminated()
                .endLastState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
