package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** An image that others are built from. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BaseImage(
        @JsonPropertyDescription(
                "Its name with its tag, where it has one, as BuildKit reads it: docker.io/library/busybox:stable.")
        @Size(max = 512)
        String reference,

        @JsonPropertyDescription("The digest that the name led to.") @Size(max = 71)
        String digest) {}
