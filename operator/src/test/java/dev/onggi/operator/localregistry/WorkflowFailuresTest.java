package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkflowFailuresTest {

    private final NameTakenException service = new NameTakenException(new ServiceBuilder()
            .withNewMetadata()
            .withName("registry")
            .withNamespace("team-a")
            .endMetadata()
            .build());
    private final NameTakenException secret = new NameTakenException(new SecretBuilder()
            .withNewMetadata()
            .withName("registry-push")
            .withNamespace("team-a")
            .endMetadata()
            .build());

    @Test
    void shouldBeNothingWhenNothingFailed() {
        // When / Then
        assertThat(WorkflowFailures.sort(List.of())).isEmpty();
    }

    @Test
    void shouldNameEveryTakenNameWhenThereAreSeveral() {
        // When
        var stalled = WorkflowFailures.sort(List.of(secret, new IllegalStateException("later"), service));

        // Then
        assertThat(stalled)
                .contains(
                        new Summary.Stalled(
                                "NameTaken",
                                "Secret team-a/registry-push exists and does not belong to this LocalRegistry, so it is left alone; delete it (kubectl delete secret -n team-a registry-push) or give the LocalRegistry another name"
                                        + " | Service team-a/registry exists and does not belong to this LocalRegistry, so it is left alone; delete it (kubectl delete service -n team-a registry) or give the LocalRegistry another name"));
    }

    @Test
    void shouldBeStalledWhenTheClaimCannotGrow() {
        // Given
        var refused =
                refused("only dynamically provisioned pvc can be resized and the storageclass must support resize");

        // When
        var stalled = WorkflowFailures.sort(List.of(refused));

        // Then
        assertThat(stalled.orElseThrow().reason()).isEqualTo("StorageNotExpandable");
        assertThat(stalled.orElseThrow().message()).contains("must support resize", "kubectl get storageclass");
    }

    @Test
    void shouldThrowForAnotherTryWhenItIsNobodysFault() {
        // Given
        var refused = refused("etcdserver: request timed out");

        // When / Then
        assertThatThrownBy(() -> WorkflowFailures.sort(List.of(refused))).isSameAs(refused);
    }

    private static KubernetesClientException refused(String message) {
        return new KubernetesClientException(
                message, 403, new StatusBuilder().withMessage(message).build());
    }
}
