package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/** A taint that a Pod tolerates, as in a Pod. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Toleration(
        @JsonPropertyDescription("Key of the taint. Default: every key, with operator Exists.") @Size(max = 316)
        String key,

        @JsonPropertyDescription("Exists or Equal. Default Equal.") @Pattern("^(Exists|Equal)$")
        String operator,

        @JsonPropertyDescription("Value of the taint, with operator Equal.") @Size(max = 63)
        String value,

        @JsonPropertyDescription("NoSchedule, PreferNoSchedule or NoExecute. Default: every effect.")
        @Pattern("^(NoSchedule|PreferNoSchedule|NoExecute)$")
        String effect,

        @JsonPropertyDescription("With effect NoExecute: seconds until the Pod is evicted. Default: never.") @Min(0)
        Long tolerationSeconds) {}
