package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The JSON Schema of one kind for editors and linters, made of its CRD: draft 7, which is what YAML's language server and
 * kubeconform read. It refuses fields that do not exist, as {@code kubectl apply} with strict validation does. The rules in
 * CEL have no like in JSON Schema; the API server has them.
 */
record EditorSchema(CommittedCrd crd) {

    static final List<EditorSchema> ALL =
            CommittedCrd.ALL.stream().map(EditorSchema::new).toList();

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Set<String> OF_KUBERNETES_ALONE = Set.of(
            "x-kubernetes-validations",
            "x-kubernetes-list-type",
            "x-kubernetes-list-map-keys",
            "x-kubernetes-int-or-string",
            "x-kubernetes-preserve-unknown-fields",
            "format");

    /** Where those who collect schemas of CRDs look: group/kind_version.json. */
    Path file() {
        return Path.of("schemas", "onggi.dev", kind().toLowerCase(Locale.ROOT) + "_v1alpha1.json");
    }

    String text() {
        try {
            return JSON.writeValueAsString(schema()) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String kind() {
        return crd.kind().getSimpleName();
    }

    private JsonNode schema() throws JsonProcessingException {
        var schema = JSON.createObjectNode();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", kind());
        schema.put(
                "description",
                crd.kind().getAnnotation(JsonClassDescription.class).value());
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        var properties = schema.putObject("properties");
        properties.putObject("apiVersion").put("const", "onggi.dev/v1alpha1");
        properties.putObject("kind").put("const", kind());
        properties.putObject("metadata").put("type", "object");
        var own = JSON.readTree(Serialization.asJson(crd.committedSchema()));
        for (var field : List.of("spec", "status")) {
            properties.set(field, own.get("properties").get(field));
            strict(properties.get(field));
        }
        schema.putArray("required").add("apiVersion").add("kind").add("metadata");
        if (own.path("required").toString().contains("\"spec\"")) {
            ((ArrayNode) schema.get("required")).add("spec");
        }
        return schema;
    }

    /** Refuses unknown fields, and leaves out what only Kubernetes reads. */
    private static void strict(JsonNode node) {
        if (node instanceof ObjectNode schema) {
            var anything = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
            schema.remove(OF_KUBERNETES_ALONE);
            if (schema.has("properties") && !anything) {
                schema.put("additionalProperties", false);
            }
            schema.path("properties").forEach(EditorSchema::strict);
            schema.path("anyOf").forEach(EditorSchema::strict);
            strict(schema.path("items"));
            if (schema.path("additionalProperties").isObject()) {
                strict(schema.get("additionalProperties"));
            }
        }
    }
}
