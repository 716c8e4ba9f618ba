package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A source that is a directory of a volume. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClaimSource(
        @JsonPropertyDescription(
                "Name of the PersistentVolumeClaim. It is mounted read-only into the fetch container alone, and what is there when a build starts is copied: at most 4 GiB and 200,000 files. That files change starts no build: set rebuild.")
        @Required
        @Size(min = 1, max = 253)
        @ValidationRule(
                value = "self.matches('^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$')",
                message = "claimName must be the name of a PersistentVolumeClaim of this namespace")
        String claimName,

        @JsonPropertyDescription("Directory of the volume that is the source, relative to its root. Default: the root.")
        @Default(".")
        @Size(min = 1, max = 256)
        @ValidationRule(
                value = "!self.startsWith('/') && !self.split('/').exists(p, p == '..')",
                message = "path must be a relative path inside the volume, without '..'")
        String path) {}
