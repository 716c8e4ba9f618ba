package dev.onggi.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.testbed.KubeApi;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code kubectl apply --server-side -f deploy/install.yaml}, once and again. */
class InstallFileIT {

    private static final Path FILE = Path.of("..", "deploy", "install.yaml");

    @Test
    void shouldBeTakenInItsOrderByAnApiServerThatKnowsNothing() throws IOException {
        try (var api = KubeApi.start()) {
            // When
            apply(api.client());
            apply(api.client());

            // Then
            assertThat(api.client()
                            .apps()
                            .deployments()
                            .inNamespace("onggi-system")
                            .list()
                            .getItems())
                    .hasSize(1);
            // the kinds are served a moment after their definitions
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(api.client()
                                    .resources(LocalRegistry.class)
                                    .inAnyNamespace()
                                    .list()
                                    .getItems())
                            .isEmpty());
        }
    }

    private static void apply(KubernetesClient client) throws IOException {
        List<HasMetadata> objects = client.load(Files.newInputStream(FILE)).items();
        assertThat(objects).hasSizeGreaterThan(20);
        objects.forEach(object ->
                client.resource(object).fieldManager("kubectl").forceConflicts().serverSideApply());
    }
}
