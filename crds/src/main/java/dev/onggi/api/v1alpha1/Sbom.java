package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A list of what is in an image. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sbom(
        @JsonPropertyDescription(
                "Image of the scanner that makes the list, such as docker.io/docker/buildkit-syft-scanner:stable-1; it is pulled as a base image is, and runs as a RUN step does. There is no default: nothing is pulled that nobody named. Required.")
        @Required
        @Pattern("^[A-Za-z0-9][A-Za-z0-9._/:@-]*$")
        @Size(min = 1, max = 300)
        String scanner) {}
