package dev.onggi.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An object that may be empty, and is not there by default, must not have defaults in it. Who comes to own them, by a
 * client-side apply for instance, and takes them back by a server-side apply of the empty object, makes null of the object,
 * and every further apply is refused: "must be of type object: null".
 */
class EmptyObjectsTest {

    /** A rule asks for exactly one of deployment and target. */
    private static final Set<String> NEVER_EMPTY = Set.of("spec.rollout");

    static List<CommittedCrd> kinds() {
        return CommittedCrd.ALL;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldHoldNothingThatWasNotApplied(CommittedCrd crd) {
        // Given
        var spec = crd.schema().getProperties().get("spec");

        // When
        var endangered = endangered("spec", spec).toList();

        // Then
        assertThat(endangered).isEmpty();
    }

    private static Stream<String> endangered(String path, JSONSchemaProps schema) {
        return schema.getProperties().entrySet().stream()
                .flatMap(property -> property(path + "." + property.getKey(), property.getValue()));
    }

    private static Stream<String> property(String path, JSONSchemaProps schema) {
        var inner = schema.getItems() == null ? schema : schema.getItems().getSchema();
        var mayBeEmpty = !NEVER_EMPTY.contains(path)
                && "object".equals(schema.getType())
                && isNone(schema.getDefault())
                && (schema.getRequired() == null || schema.getRequired().isEmpty());
        var hasDefaults = schema.getProperties().values().stream().anyMatch(child -> !isNone(child.getDefault()));
        return Stream.concat(mayBeEmpty && hasDefaults ? Stream.of(path) : Stream.empty(), endangered(path, inner));
    }

    private static boolean isNone(Object value) {
        return value == null || value.toString().equals("null");
    }
}
