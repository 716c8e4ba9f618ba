package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A source that is an artifact of a registry. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OciSource(
        @JsonPropertyDescription(
                "Where it is: host/repository:tag or host/repository@sha256:…; without either, the tag latest. A tag is looked up when a build starts; that it has moved starts none. Its layers are unpacked one over the other, as those of an image: what flux push artifact, oras push and image builders push. At most 1 GiB, unpacked at most 4 GiB and 200,000 files.")
        @Required
        @Size(min = 1, max = 512)
        @ValidationRule(
                value =
                        "self.matches('^[A-Za-z0-9.-]+(:[0-9]+)?(/[a-z0-9]+((\\\\\\\\.|_|__|-+)[a-z0-9]+)*)+(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$') && self.split('/')[0].matches('[.:]|^localhost$')",
                message =
                        "reference must be host/repository:tag or host/repository@sha256:…, with the registry's host, such as docker.io/library/hello:1")
        String reference,

        @JsonPropertyDescription(
                "Secret of type kubernetes.io/dockerconfigjson with a user of that registry, mounted into the fetch container alone; its key ca.crt, if there is one, is the registry's CA. Default: for the LocalRegistry that the image is pushed to, its own; for others none.")
        LocalObjectReference pullSecretRef) {}
