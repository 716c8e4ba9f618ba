package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The CRD file of one kind, as it stands committed at the top of this module: what the generator made, with what the
 * generator leaves out. It sorts the printer columns by JSON path where people want the order of the annotations, has no
 * description for the kind itself, and knows no list types (without {@code listType: map} a second writer of a condition
 * would replace all of them), tells the rules of a record's components twice, gives no default to a whole object, and bounds
 * no text that may be a number as well.
 */
record CommittedCrd(Class<? extends CustomResource<?, ?>> kind) {

    static final List<CommittedCrd> ALL =
            List.of(new CommittedCrd(ImageBuild.class), new CommittedCrd(LocalRegistry.class));

    private static final String HEADER =
            "# Generated from dev.onggi.api.v1alpha1; to write it anew: mvn -pl crds test -Dcrds.write=true\n";

    /**
     * The status before the operator has written one. kstatus takes a resource without a status for one that is as it
     * should be, so that a tool which waits would be through before anything has begun; a generation that was never seen
     * is in progress. The kinds of Flux have the same default.
     */
    private static final JsonNode NOT_SEEN_YET =
            JsonNodeFactory.instance.objectNode().put("observedGeneration", -1);

    private static final long LONGEST_NUMBER = 64;

    Path file() {
        return Path.of(CustomResource.getCRDName(kind) + ".yaml");
    }

    String text() {
        return HEADER + Serialization.asYaml(whole()).replaceFirst("^---\n", "");
    }

    /** The schema as it is committed. */
    JSONSchemaProps committedSchema() {
        return whole().getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
    }

    private CustomResourceDefinition whole() {
        var crd = generated();
        var version = crd.getSpec().getVersions().get(0);
        version.getAdditionalPrinterColumns().sort(Comparator.comparingInt(this::position));
        var schema = version.getSchema().getOpenAPIV3Schema();
        tellRulesOnce(schema);
        boundNumbers(schema);
        schema.setDescription(kind.getAnnotation(JsonClassDescription.class).value());
        var conditions = conditions(schema);
        conditions.setXKubernetesListType("map");
        conditions.setXKubernetesListMapKeys(List.of("type"));
        schema.getProperties().get("status").setDefault(NOT_SEEN_YET);
        return crd;
    }

    /** An annotation of a record's component stands on its field and on its accessor, and the generator reads both. */
    private static void tellRulesOnce(JSONSchemaProps schema) {
        var rules = schema.getXKubernetesValidations();
        schema.setXKubernetesValidations(
                rules == null ? null : rules.stream().distinct().toList());
        schema.getProperties().values().forEach(CommittedCrd::tellRulesOnce);
        if (schema.getItems() != null) {
            tellRulesOnce(schema.getItems().getSchema());
        }
    }

    /** Quantities and ports: no number of either has so many digits. */
    private static void boundNumbers(JSONSchemaProps schema) {
        if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
            schema.setMaxLength(LONGEST_NUMBER);
        }
        schema.getProperties().values().forEach(CommittedCrd::boundNumbers);
        if (schema.getItems() != null) {
            boundNumbers(schema.getItems().getSchema());
        }
        if (schema.getAdditionalProperties() != null) {
            boundNumbers(schema.getAdditionalProperties().getSchema());
        }
    }

    JSONSchemaProps schema() {
        return generated().getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
    }

    private static JSONSchemaProps conditions(JSONSchemaProps schema) {
        return schema.getProperties().get("status").getProperties().get("conditions");
    }

    private int position(CustomResourceColumnDefinition column) {
        var names = Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();
        return names.indexOf(column.getName());
    }

    private CustomResourceDefinition generated() {
        var resource = "/META-INF/fabric8/" + CustomResource.getCRDName(kind) + "-v1.yml";
        try (InputStream stream = CommittedCrd.class.getResourceAsStream(resource)) {
            return Serialization.unmarshal(
                    new String(stream.readAllBytes(), StandardCharsets.UTF_8), CustomResourceDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
