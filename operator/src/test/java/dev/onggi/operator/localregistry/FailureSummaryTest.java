package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailureSummaryTest {

    @Test
    void shouldHaveTheApiServersWordsWhenItRefused() {
        // Given
        var failure = new KubernetesClientException(
                "Failure executing: PATCH at: https://10.0.0.1:6443/api/v1/secrets. Message: forbidden",
                403,
                new StatusBuilder().withMessage("secrets \"a\" is forbidden").build());

        // When
        var summary = FailureSummary.of(failure);

        // Then
        assertThat(summary).isEqualTo("secrets \"a\" is forbidden; it is tried again");
    }

    @Test
    void shouldSayThatThereWasNoAnswerWhenTheConnectionBroke() {
        // Given
        var failure = new KubernetesClientException("An error has occurred", new IOException("connection reset"));

        // When
        var summary = FailureSummary.of(failure);

        // Then
        assertThat(summary).isEqualTo("the API server did not answer: connection reset; it is tried again");
    }

    @Test
    void shouldBeBoundedWhenTheMessageIsLong() {
        // When
        var summary = FailureSummary.of(new IllegalStateException("x".repeat(2000)));

        // Then
        assertThat(summary).hasSizeLessThan(600).endsWith("…; it is tried again");
    }

    @Test
    void shouldNameTheFailureWhenItHasNoMessage() {
        // When
        var summary = FailureSummary.of(new NullPointerException());

        // Then
        assertThat(summary).isEqualTo("NullPointerException; it is tried again");
    }
}
