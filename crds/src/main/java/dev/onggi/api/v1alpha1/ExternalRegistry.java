package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A registry that somebody else runs. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExternalRegistry(
        @JsonPropertyDescription("Host of the registry, and port where it is not 443, such as harbor.example.com.")
        @Required
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?$")
        @Size(min = 1, max = 253)
        String host,

        @JsonPropertyDescription(
                "What every repository starts with, such as a Harbor project or a Quay organisation. Default: none.")
        @Pattern("^([a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*)?$")
        @Size(max = 200)
        String pathPrefix,

        @JsonPropertyDescription(
                "Secret of type kubernetes.io/dockerconfigjson to push and pull with. In another namespace whose ImageBuilds use this registry, a Secret of the same name must be there: the operator never copies it. Default: none, for a registry that lets everybody push.")
        LocalObjectReference secretRef,

        @JsonPropertyDescription("Secret whose key ca.crt holds the CA of the registry. Default: the public CAs.")
        LocalObjectReference caRef,

        @JsonPropertyDescription("True: plain HTTP, for tests only. Default false.") @Default("false")
        Boolean insecure) {}
