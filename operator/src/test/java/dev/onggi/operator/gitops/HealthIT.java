package dev.onggi.operator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.testbed.GitOpsHealth;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The health checks that an installation gives to Argo CD and Flux, on the cases that Argo CD's own layout asks for. The
 * statuses of all end-to-end tests are put to the same tools as they come.
 */
class HealthIT {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path PROJECT = Path.of("..");
    private static final Path ARGO_CD = PROJECT.resolve("deploy/argo-cd/onggi.dev");
    private static final List<Class<? extends CustomResource<?, ?>>> KINDS =
            List.of(ImageBuild.class, LocalRegistry.class);

    /** One of the tests of a health_test.yaml. */
    record Case(Class<? extends CustomResource<?, ?>> kind, Path input, String status, String message) {

        static Case of(Class<? extends CustomResource<?, ?>> kind, JsonNode test) {
            return new Case(
                    kind,
                    ARGO_CD.resolve(kind.getSimpleName())
                            .resolve(test.path("inputPath").asText()),
                    test.path("healthStatus").path("status").asText(),
                    test.path("healthStatus").path("message").asText());
        }

        CustomResource<?, ?> resource() throws IOException {
            return Serialization.unmarshal(Files.readString(input), kind);
        }
    }

    static Stream<Case> cases() throws IOException {
        var cases = Stream.<Case>builder();
        for (var kind : KINDS) {
            var tests = YAML.readTree(ARGO_CD.resolve(kind.getSimpleName())
                            .resolve("health_test.yaml")
                            .toFile())
                    .path("tests");
            assertThat(tests).as("the tests of %s", kind).hasSizeGreaterThan(3);
            tests.forEach(test -> cases.add(Case.of(kind, test)));
        }
        return cases.build();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldShowWhatTheConditionsSay(Case test) throws IOException {
        // Given
        var resource = test.resource();

        // When
        var health = GitOpsHealth.of(List.of(resource)).getFirst();

        // Then
        assertThat(health.argoCd()).isEqualTo(new GitOpsHealth.Verdict(test.status(), test.message()));
        PromisedHealth.of(resource).isWhatToolsSay(health);
    }

    @Test
    void shouldTestEveryStatusThatIsKept() throws IOException {
        // Given
        var tested = cases().map(Case::input).toList();

        // When
        try (var files = Files.walk(ARGO_CD)) {
            var kept = files.filter(file -> file.getParent().endsWith("testdata"));

            // Then
            assertThat(kept).containsExactlyInAnyOrderElementsOf(tested);
        }
    }

    @Test
    void shouldGiveTheSameScriptsToAnArgoCdOfOnesOwn() throws IOException {
        // Given
        var data = YAML.readTree(PROJECT.resolve("examples/gitops/argo-cd/argocd-cm.yaml")
                        .toFile())
                .path("data");

        // When
        for (var kind : KINDS) {
            var script = Files.readString(ARGO_CD.resolve(kind.getSimpleName()).resolve("health.lua"));

            // Then
            assertThat(data.path("resource.customizations.health.onggi.dev_" + kind.getSimpleName())
                            .asText())
                    .isEqualTo(script);
        }
    }
}
