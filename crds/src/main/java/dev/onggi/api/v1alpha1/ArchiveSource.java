package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A source that is an archive on a web server. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ArchiveSource(
        @JsonPropertyDescription(
                "Where the archive is: https://host/path or http://host/path, to everyone who asks. A tar, plain or compressed by gzip: at most 1 GiB, unpacked at most 4 GiB and 200,000 files. Many archives hold all in one directory: name that in contextDir.")
        @Required
        @Size(min = 1, max = 1024)
        @ValidationRule(
                value = "self.matches('^https?://[A-Za-z0-9.:\\\\[\\\\]_-]+/[^[:space:][:cntrl:]]*$')",
                message = "url must be https://host/path or http://host/path, without a user or a password")
        @ValidationRule(value = "!self.contains('#')", message = "url must have no fragment")
        String url,

        @JsonPropertyDescription(
                "The archive's SHA-256, as sha256sum prints it. An archive that has another one is not unpacked.")
        @Required
        @Pattern("^[0-9a-f]{64}$")
        @Size(min = 64, max = 64)
        String sha256) {}
