package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** How far the Pods of {@code rollout.deployment} comply with Pod Security restricted. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PodSecurity(
        @JsonPropertyDescription("True: the Pods comply with Pod Security restricted.")
        Boolean restricted,

        @JsonPropertyDescription("A sentence: what of them does not, and why; absent where all of it does.")
        @Size(max = 2048)
        String message) {}
