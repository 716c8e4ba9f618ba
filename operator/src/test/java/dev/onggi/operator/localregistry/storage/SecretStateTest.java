package dev.onggi.operator.localregistry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalObjectReference;
import dev.onggi.api.v1alpha1.RegistryStorage.S3;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretStateTest {

    private static final S3 BUCKET = new S3(
            "images",
            "us-east-1",
            "https://s3.storage.svc:9000",
            "",
            new LocalObjectReference("bucket"),
            new LocalObjectReference("bucket-ca"));

    @Test
    void shouldBeSettledWhenTheKubeletComplainsOfNothing() {
        // When / Then
        assertThat(SecretState.of(BUCKET, "team-a", List.of())).isEqualTo(new StorageState.Settled());
        assertThat(SecretState.of(BUCKET, "team-a", List.of(waiting("ContainerCreating", null))))
                .isEqualTo(new StorageState.Settled());
    }

    @Test
    void shouldNameTheKeyAndTheCommandWhenTheSecretLacksAKey() {
        // Given
        var pod = waiting("CreateContainerConfigError", "couldn't find key secretAccessKey in Secret team-a/bucket");

        // When
        var state = SecretState.of(BUCKET, "team-a", List.of(pod));

        // Then
        assertThat(state).isInstanceOfSatisfying(StorageState.Blocked.class, blocked -> {
            assertThat(blocked.reason()).isEqualTo("StorageSecretUnusable");
            assertThat(blocked.message())
                    .contains(
                            "couldn't find key secretAccessKey in Secret team-a/bucket",
                            "kubectl create secret generic -n team-a bucket --from-literal=accessKeyId=",
                            "kubectl create secret generic -n team-a bucket-ca --from-file=ca.crt");
        });
    }

    @Test
    void shouldNotBlameTheBucketWhenAnotherSecretIsMissing() {
        // Given
        var pod = waiting("CreateContainerConfigError", "secret \"registry-registry-users\" not found");

        // When / Then
        assertThat(SecretState.of(BUCKET, "team-a", List.of(pod))).isEqualTo(new StorageState.Settled());
    }

    private static Pod waiting(String reason, String message) {
        return new PodBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewStatus()
                .addNewInitContainerStatus()
                .withName("registry")
                .withNewState()
                .withNewWaiting(message, reason)
                .endState()
                .endInitContainerStatus()
                .endStatus()
                .build();
    }
}
