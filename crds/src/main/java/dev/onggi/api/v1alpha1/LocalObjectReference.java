package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Names an object in the namespace of the resource that refers to it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LocalObjectReference(
        @JsonPropertyDescription("Name of the object, in the namespace of this resource.")
        @Required
        @Size(min = 1, max = 253)
        @ValidationRule(value = ObjectName.RULE, message = ObjectName.MESSAGE)
        String name) {}
