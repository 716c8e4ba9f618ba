package dev.onggi.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CommittedCrdTest {

    @SuppressWarnings("UnusedVariable") // read by @FieldSource
    private static final List<CommittedCrd> CRDS = CommittedCrd.ALL;

    @SuppressWarnings("UnusedVariable") // read by @FieldSource
    private static final List<EditorSchema> SCHEMAS = EditorSchema.ALL;

    @ParameterizedTest
    @FieldSource("CRDS")
    void shouldEqualGeneratedTextWhenCommitted(CommittedCrd crd) throws IOException {
        // Given
        if (Boolean.parseBoolean(System.getProperty("crds.write"))) {
            Files.writeString(crd.file(), crd.text());
        }

        // When
        var committed = Files.readString(crd.file());

        // Then
        assertThat(committed)
                .as("%s is not what the types say: run mvn -pl crds test -Dcrds.write=true", crd.file())
                .isEqualTo(crd.text());
    }

    @ParameterizedTest
    @FieldSource("SCHEMAS")
    void shouldEqualGeneratedTextWhenEditorsReadIt(EditorSchema schema) throws IOException {
        // Given
        if (Boolean.parseBoolean(System.getProperty("crds.write"))) {
            Files.createDirectories(schema.file().getParent());
            Files.writeString(schema.file(), schema.text());
        }

        // When
        var committed = Files.readString(schema.file());

        // Then
        assertThat(committed)
                .as("%s is not what the types say: run mvn -pl crds test -Dcrds.write=true", schema.file())
                .isEqualTo(schema.text());
    }

    @ParameterizedTest
    @FieldSource("CRDS")
    void shouldDescribeEveryFieldWhenExplained(CommittedCrd crd) {
        // Given
        var schema = crd.schema();

        // When
        var undescribed = undescribed("", schema).toList();

        // Then
        assertThat(undescribed).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("CRDS")
    void shouldBoundEveryStringListAndMapWhenUsersWriteIt(CommittedCrd crd) {
        // Given
        var spec = crd.committedSchema().getProperties().get("spec");

        // When
        var unbounded = Bounds.missing("spec", spec).toList();

        // Then
        assertThat(unbounded).isEmpty();
    }

    private static Stream<String> undescribed(String path, JSONSchemaProps schema) {
        return schema.getProperties().entrySet().stream().flatMap(property -> {
            var name = path + "." + property.getKey();
            var own = property.getValue().getDescription() == null ? Stream.of(name) : Stream.<String>empty();
            return Stream.concat(own, children(property.getValue()).flatMap(child -> undescribed(name, child)));
        });
    }

    /** The schemas whose properties are fields below this one: itself, and that of its items. */
    private static Stream<JSONSchemaProps> children(JSONSchemaProps schema) {
        return schema.getItems() == null
                ? Stream.of(schema)
                : Stream.of(schema, schema.getItems().getSchema());
    }
}
