package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** What asked for a build last, of what {@link BuildTriggers} asks. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BuildTrigger(
        @JsonPropertyDescription("NewCommit or NewBaseImage.") @Size(max = 64)
        String reason,

        @JsonPropertyDescription("What was found: the commit, or the images with their digests.") @Size(max = 1024)
        String found,

        @JsonPropertyDescription("Number of the newest build at that time; the next one is of what was found.")
        Integer afterBuild,

        @JsonPropertyDescription("When it was found, in RFC 3339.")
        String time) {}
