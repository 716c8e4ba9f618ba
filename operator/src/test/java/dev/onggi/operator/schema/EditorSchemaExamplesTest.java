package dev.onggi.operator.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas that editors check with find nothing wrong in what is right, and say so where something is wrong. */
class EditorSchemaExamplesTest {

    private static final Path PROJECT = Path.of("..");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern BLOCK = Pattern.compile("^```yaml\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final String HELLO = """
            apiVersion: onggi.dev/v1alpha1
            kind: ImageBuild
            metadata: {name: hello}
            spec:
              source: {git: {url: 'https://git.example.com/team/hello.git'}}
              rollout: {deployment: {ports: [{containerPort: 8080}]}}
            """;

    /** A resource of ours, and where it stands. */
    record Resource(Path file, JsonNode content) {}

    static List<Resource> resources() throws IOException {
        var found = new ArrayList<Resource>();
        for (var folder : List.of("examples", "deploy/argo-cd")) {
            for (var file : files(PROJECT.resolve(folder), ".yaml")) {
                found.addAll(resources(file, Files.readString(file)));
            }
        }
        for (var file : Stream.concat(
                        files(PROJECT.resolve("docs"), ".md").stream(), Stream.of(PROJECT.resolve("README.md")))
                .toList()) {
            for (var block : BLOCK.matcher(Files.readString(file)).results().toList()) {
                found.addAll(resources(file, block.group(1)));
            }
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("resources")
    void shouldFindNothingWrongWhenTheResourceIsRight(Resource resource) throws IOException {
        assertThat(errors(resource.content())).isEmpty();
    }

    @Test
    void shouldLookAtResourcesOfBothKinds() throws IOException {
        assertThat(resources())
                .hasSizeGreaterThan(20)
                .extracting(resource -> resource.content().get("kind").asText())
                .containsOnly("ImageBuild", "LocalRegistry");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rollout:                  | rolout:                   | 'rolout'
            containerPort: 8080       | containerPort: http       | integer
            {containerPort: 8080}     | {containerport: 8080}     | 'containerport'
            onggi.dev/v1alpha1        | onggi.dev/v1              | onggi.dev/v1alpha1
            kind: ImageBuild          | kind: Imagebuild          | ImageBuild
            metadata: {name: hello}   | annotations: {}           | 'annotations'
            """)
    void shouldSayWhatIsWrong(String right, String wrong, String said) throws IOException {
        // Given
        assertThat(HELLO).contains(right);

        // When
        var errors = errors("ImageBuild", YAML.readTree(HELLO.replace(right, wrong)));

        // Then
        assertThat(errors.toString()).contains(said);
    }

    private static List<Error> errors(JsonNode resource) throws IOException {
        return errors(resource.get("kind").asText(), resource);
    }

    private static List<Error> errors(String kind, JsonNode resource) throws IOException {
        var file = PROJECT.resolve("crds/schemas/onggi.dev/%s_v1alpha1.json".formatted(kind.toLowerCase(Locale.ROOT)));
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(new ObjectMapper().readTree(file.toFile()));
        return schema.validate(resource);
    }

    private static List<Resource> resources(Path file, String text) throws IOException {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(text)) {
            return documents.readAll().stream()
                    .filter(document -> document.path("apiVersion").asText().startsWith("onggi.dev/"))
                    .filter(document -> Set.of("ImageBuild", "LocalRegistry")
                            .contains(document.path("kind").asText()))
                    .map(document -> new Resource(file, document))
                    .toList();
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
