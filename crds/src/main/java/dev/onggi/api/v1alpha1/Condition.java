package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One observation of a resource's state, in the shape of {@code metav1.Condition}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
        @JsonPropertyDescription("Name of the condition, such as Ready.") @Required @Size(max = 64)
        String type,

        @JsonPropertyDescription("True, False or Unknown.") @Required @Size(max = 7)
        String status,

        @JsonPropertyDescription("Why the condition has this status: one CamelCase word, part of the API.")
        @Required
        @Size(max = 64)
        String reason,

        @JsonPropertyDescription("A sentence for people: the cause and the next command.") @Required @Size(max = 4096)
        String message,

        @JsonPropertyDescription("The metadata.generation that this condition was computed from.")
        Long observedGeneration,

        @JsonPropertyDescription("When the status last changed from one value to another, in RFC 3339.") @Required
        String lastTransitionTime) {}
