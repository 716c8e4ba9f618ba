package dev.onggi.operator.localregistry.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretDataTest {

    @Test
    void shouldBeTheSameWhenEncodedAndRead() {
        // Given
        var secret = new SecretBuilder()
                .withData(SecretData.encode(Map.of("key", "옹기\n")))
                .build();

        // When
        var text = SecretData.text(secret, "key");

        // Then
        assertThat(text).contains("옹기\n");
    }

    @Test
    void shouldBeEmptyWhenKeyIsMissingOrNoBase64() {
        // Given
        var secret = new SecretBuilder().withData(Map.of("broken", "%")).build();

        // When / Then
        assertThat(SecretData.text(secret, "missing")).isEmpty();
        assertThat(SecretData.text(secret, "broken")).isEmpty();
        assertThat(SecretData.text(new Secret(), "key")).isEmpty();
    }
}
