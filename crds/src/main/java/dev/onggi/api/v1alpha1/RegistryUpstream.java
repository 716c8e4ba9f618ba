package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Another registry, whose images builds get through this one. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegistryUpstream(
        @JsonPropertyDescription(
                "Host by which Dockerfiles name the registry, such as docker.io. What was copied to upstream/<host>/… in this registry comes first.")
        @Required
        @Size(min = 1, max = 253)
        @ValidationRule(
                value =
                        "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?$')",
                message =
                        "host must be a host as Dockerfiles name it, such as docker.io or registry.example.com:5000: small letters, no https:// and no path; where it is reached goes into mirror")
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
