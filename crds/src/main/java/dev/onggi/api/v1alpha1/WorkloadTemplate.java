package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** What Pods of {@code rollout.deployment} have beside what has a field of its own. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkloadTemplate(
        @JsonPropertyDescription("Labels and annotations of the Pods.")
        Metadata metadata,

        @JsonPropertyDescription(
                "Part of a Pod's spec, as kubectl explain deployment.spec.template.spec has it: sidecars, tolerations, affinity, hostAliases and the like. The container app is that of the ImageBuild. Never put a secret here: name a Secret.")
        @PreserveUnknownFields
        @SchemaFrom(type = Object.class)
        Map<String, Object> spec) {

    /** Labels and annotations. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Metadata(
            @JsonPropertyDescription("Labels, beside those of the operator.") @Size(max = 64)
            Map<String, @Size(max = 63) String> labels,

            @JsonPropertyDescription("Annotations.") @Size(max = 64)
            Map<String, @Size(max = 16384) String> annotations) {}
}
