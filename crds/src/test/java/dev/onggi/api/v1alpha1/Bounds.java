package dev.onggi.api.v1alpha1;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a schema lets grow without end. */
final class Bounds {

    /** A pattern of a known length: nothing in it may come as often as one likes, and nothing before or after it. */
    private static final Pattern BOUNDED_PATTERN = Pattern.compile("\\^[^*+]*\\$");

    private static final Pattern OPEN_REPETITION = Pattern.compile("\\{\\d+,}");

    private Bounds() {}

    /** The paths of strings, lists and maps without a bound: the values of maps and the items of lists too. */
    static Stream<String> missing(String path, JSONSchemaProps schema) {
        var own = isUnbounded(schema) ? Stream.of(path) : Stream.<String>empty();
        return Stream.of(own, fields(path, schema), items(path, schema), values(path, schema))
                .flatMap(found -> found);
    }

    private static Stream<String> fields(String path, JSONSchemaProps schema) {
        return schema.getProperties().entrySet().stream()
                .flatMap(field -> missing(path + "." + field.getKey(), field.getValue()));
    }

    private static Stream<String> items(String path, JSONSchemaProps schema) {
        return schema.getItems() == null
                ? Stream.empty()
                : missing(path + "[]", schema.getItems().getSchema());
    }

    private static Stream<String> values(String path, JSONSchemaProps schema) {
        return schema.getAdditionalProperties() == null
                ? Stream.empty()
                : missing(path + "{}", schema.getAdditionalProperties().getSchema());
    }

    private static boolean isUnbounded(JSONSchemaProps schema) {
        if (schema.getAdditionalProperties() != null && schema.getMaxProperties() == null) {
            return true;
        }
        if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
            return schema.getMaxLength() == null;
        }
        return switch (schema.getType()) {
            case "string" -> schema.getMaxLength() == null && schema.getEnum().isEmpty() && !hasBoundedPattern(schema);
            case "array" -> schema.getMaxItems() == null;
            default -> false;
        };
    }

    private static boolean hasBoundedPattern(JSONSchemaProps schema) {
        return schema.getPattern() != null
                && BOUNDED_PATTERN.matcher(schema.getPattern()).matches()
                && !OPEN_REPETITION.matcher(schema.getPattern()).find();
    }
}
