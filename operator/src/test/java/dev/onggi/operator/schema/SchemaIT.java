package dev.onggi.operator.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.testbed.KubeApi;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the API server itself takes and refuses, with the message that it refuses with. Each file below {@code invalid}
 * says in its first line what the message has to contain; a file with two documents applies the first, which is good, and
 * then the second.
 */
class SchemaIT {

    private static final Path FOLDER = Path.of("src/test/resources/schema");
    private static final String EXPECT = "# expect: ";
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("kubectl")
            .withForce(true)
            .build();

    private static KubeApi api;

    @BeforeAll
    static void start() throws IOException {
        api = KubeApi.start();
        for (var crd : List.of("imagebuilds", "localregistries")) {
            var resource = api.client().load(Files.newInputStream(Path.of("../crds/" + crd + ".onggi.dev.yaml")));
            // as deploy/ is installed: it refuses what a create lets pass, such as a rule that is there twice
            resource.serverSideApply();
            resource.waitUntilCondition(SchemaIT::isEstablished, 20, TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    static Stream<Path> valid() throws IOException {
        return files("valid");
    }

    static Stream<Path> invalid() throws IOException {
        return files("invalid");
    }

    @ParameterizedTest
    @MethodSource
    void valid(Path file) throws IOException {
        // Given
        var documents = documents(file);

        // When
        var applied = documents.stream().map(SchemaIT::apply).toList();

        // Then
        assertThat(applied)
                .allSatisfy(
                        resource -> assertThat(resource.getMetadata().getUid()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource
    void invalid(Path file) throws IOException {
        // Given
        var expected = Files.readAllLines(file).getFirst();
        assertThat(expected).startsWith(EXPECT);
        var documents = documents(file);
        documents.subList(0, documents.size() - 1).forEach(SchemaIT::apply);

        // When
        var refusal = catchThrowableOfType(KubernetesClientException.class, () -> apply(documents.getLast()));

        // Then
        assertThat(refusal).as("%s was taken", file).isNotNull();
        assertThat(refusal.getCode()).isEqualTo(422);
        assertThat(refusal.getMessage()).contains(expected.substring(EXPECT.length()));
    }

    @Test
    void shouldShowThatTheOperatorHasNotSeenAResourceYet() {
        // Given
        var registry = new LocalRegistry();
        registry.setMetadata(new ObjectMetaBuilder()
                .withName("not-seen-yet")
                .withNamespace("default")
                .build());

        // When
        var created = api.client().resource(registry).create();

        // Then
        assertThat(created.getStatus().observedGeneration()).isEqualTo(-1);
        assertThat(created.getStatus().conditions()).isNull();
    }

    private static HasMetadata apply(HasMetadata resource) {
        return api.client().resource(resource).patch(APPLY, resource);
    }

    private static List<HasMetadata> documents(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            var documents = api.client().load(stream).items();
            documents.forEach(document -> document.getMetadata().setNamespace("default"));
            return documents;
        }
    }

    private static Stream<Path> files(String folder) throws IOException {
        try (var files = Files.list(FOLDER.resolve(folder))) {
            return files.sorted().toList().stream();
        }
    }

    private static boolean isEstablished(HasMetadata crd) {
        return crd instanceof CustomResourceDefinition definition
                && definition.getStatus() != null
                && definition.getStatus().getConditions() != null // both are written after the definition itself
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }
}
