package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A variable of the environment of the container of {@code rollout.deployment}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!(has(self.value) && has(self.valueFrom))",
        message = "at most one of value and valueFrom can be set")
public record WorkloadEnv(
        @JsonPropertyDescription("Name of the variable.") @Required @Size(min = 1, max = 253)
        String name,

        @JsonPropertyDescription("Its value.") @Size(max = 32768)
        String value,

        @JsonPropertyDescription("Where its value comes from.")
        Source valueFrom) {

    /** Where the value of a variable comes from. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.secretKeyRef) != has(self.configMapKeyRef)",
            message = "exactly one of secretKeyRef and configMapKeyRef must be set")
    public record Source(
            @JsonPropertyDescription("A key of a Secret in this namespace.")
            KeyReference secretKeyRef,

            @JsonPropertyDescription("A key of a ConfigMap in this namespace.")
            KeyReference configMapKeyRef) {}

    /** A key of a Secret or ConfigMap. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record KeyReference(
            @JsonPropertyDescription("Name of the object.")
            @Required
            @Size(min = 1, max = 253)
            @ValidationRule(value = ObjectName.RULE, message = ObjectName.MESSAGE)
            String name,

            @JsonPropertyDescription("Key in the object.") @Required @Size(min = 1, max = 253)
            String key,

            @JsonPropertyDescription("True: the variable is left out where object or key is missing. Default false.")
            Boolean optional) {}

    /** An object whose keys become variables. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.secretRef) != has(self.configMapRef)",
            message = "exactly one of secretRef and configMapRef must be set")
    public record From(
            @JsonPropertyDescription("What the names of the variables begin with. Default: nothing.")
            @Size(max = 253)
            @Pattern("^[^=\\s]*$")
            String prefix,

            @JsonPropertyDescription("A Secret in this namespace.")
            ObjectReference secretRef,

            @JsonPropertyDescription("A ConfigMap in this namespace.")
            ObjectReference configMapRef) {}

    /** A Secret or a ConfigMap. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ObjectReference(
            @JsonPropertyDescription("Name of the object.")
            @Required
            @Size(min = 1, max = 253)
            @ValidationRule(value = ObjectName.RULE, message = ObjectName.MESSAGE)
            String name,

            @JsonPropertyDescription("True: it may be missing. Default false.")
            Boolean optional) {}
}
