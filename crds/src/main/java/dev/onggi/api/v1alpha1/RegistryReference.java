package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Names a LocalRegistry. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegistryReference(
        @JsonPropertyDescription("Name of the LocalRegistry.") @Required @Size(min = 1, max = 40)
        String name,

        @JsonPropertyDescription(
                "Namespace of the LocalRegistry, whose spec.access.namespaces must select the namespace of the ImageBuild. Default: the namespace of the ImageBuild.")
        @Size(min = 1, max = 63)
        String namespace) {}
