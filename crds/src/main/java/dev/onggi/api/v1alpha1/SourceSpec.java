package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;

/** Where the build context comes from: exactly one kind. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "[has(self.git), has(self.inline), has(self.configMapRef), has(self.archive), has(self.oci), has(self.persistentVolumeClaim)].filter(x, x).size() == 1",
        message = "exactly one of git, inline, configMapRef, archive, oci and persistentVolumeClaim must be set")
public record SourceSpec(
        @JsonPropertyDescription("A git repository.") GitSource git,

        @JsonPropertyDescription("Small files in this resource itself.")
        InlineSource inline,

        @JsonPropertyDescription(
                "A ConfigMap of this namespace whose keys are the files. A change of it starts a build.")
        LocalObjectReference configMapRef,

        @JsonPropertyDescription("An archive on a web server.")
        ArchiveSource archive,

        @JsonPropertyDescription("An image or another artifact of a registry, whose layers are the files.")
        OciSource oci,

        @JsonPropertyDescription("A directory of a volume of this namespace.")
        ClaimSource persistentVolumeClaim) {}
