package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Another registry, whose images builds get through this one. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegistryUpstream(
        @JsonPropertyDescription(
                "Host by which Dockerfiles name the registry, such as docker.io. What was copied to upstream/<host>/… in this registry comes first.")
        @Required
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?$")
        @Size(min = 1, max = 253)
        String host,

        @JsonPropertyDescription(
                "URL that images are pulled through from, and kept, where they were not copied in. Default: https:// and the host. An empty text: only what was copied in (no way out).")
        @Pattern("^(https?://[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?)?$")
        @Size(max = 300)
        String mirror,

        @JsonPropertyDescription("Secret with the keys username and password for the upstream. Default: none.")
        LocalObjectReference secretRef,

        @JsonPropertyDescription(
                "Secret whose key ca.crt holds the CA of the upstream. Default: the public CAs that the registry's image knows.")
        LocalObjectReference caRef) {}
