package dev.onggi.operator.builder.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.builder.api.BuildKey;
import dev.onggi.operator.builder.api.BuildOrder;
import dev.onggi.operator.builder.api.BuilderApi;
import dev.onggi.operator.localregistry.certificate.TlsMaterial;
import dev.onggi.operator.localregistry.resource.SecretData;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuilderSecretTest {

    private static final int LONGEST = 512 << 10;

    @Test
    void shouldCarryTheOrderThatThePodIsStartedFor() throws IOException {
        // Given
        var order = order("FROM scratch");

        // When
        var carried = BuilderApi.read(carried(order).getBytes(StandardCharsets.UTF_8), BuildOrder.class);

        // Then
        assertThat(carried.key()).isEqualTo(order.key());
        assertThat(carried.inputs()).isEqualTo(order.inputs());
        assertThat(carried.dockerConfig()).isEqualTo(order.dockerConfig());
    }

    @Test
    void shouldCarryNoOrderWhenItIsLongerThanASecretHasRoomFor() {
        // Given
        int rest = BuilderApi.write(order("")).length;

        // Then
        assertThat(carried(order("x".repeat(LONGEST - rest)))).hasSize(LONGEST);
        assertThat(carried(order("x".repeat(LONGEST - rest + 1)))).isEmpty();
    }

    private static BuildOrder order(String dockerfile) {
        return new BuildOrder(
                new BuildKey("hello", "uid-hello", 1, 1, "0123", 1),
                List.of(),
                Map.of(),
                List.of("."),
                Map.of("Dockerfile.inline", dockerfile),
                "{}",
                60);
    }

    private static String carried(BuildOrder order) {
        var tls = new TlsMaterial("certificate", "private key", "authorities");
        var secret = BuilderSecret.of(pod(), tls, "", Optional.of(order));
        return SecretData.text(secret, BuilderApi.FIRST_ORDER).orElseThrow();
    }

    private static Pod pod() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("onggi-builder")
                .withNamespace("team-a")
                .withUid("uid-of-the-pod")
                .endMetadata()
                .withNewSpec()
                .addNewVolume()
                .withName("tls")
                .withNewSecret()
                .withSecretName("onggi-builder-1")
                .endSecret()
                .endVolume()
                .endSpec()
                .build();
    }
}
