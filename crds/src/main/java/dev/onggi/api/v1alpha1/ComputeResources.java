package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/** CPU, memory and ephemeral storage of a container, as in a Pod. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ComputeResources(
        @JsonPropertyDescription("What the container is guaranteed, by resource name (cpu, memory, ephemeral-storage).")
        @Size(max = 16)
        Map<String, Quantity> requests,

        @JsonPropertyDescription("What the container cannot exceed, by resource name (cpu, memory, ephemeral-storage).")
        @Size(max = 16)
        Map<String, Quantity> limits) {}
