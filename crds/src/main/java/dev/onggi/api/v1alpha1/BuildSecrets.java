package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** What RUN steps may use without its becoming part of an image: secrets, and keys of ssh. */
public final class BuildSecrets {

    private static final String ID = "^[A-Za-z0-9][A-Za-z0-9._-]*$";

    private BuildSecrets() {}

    /** A secret. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BuildSecret(
            @JsonPropertyDescription(
                    "The id by which the Dockerfile asks for it: RUN --mount=type=secret,id=… as the file /run/secrets/…, or with env=NAME as a variable.")
            @Required
            @Pattern(ID)
            @Size(min = 1, max = 128)
            String id,

            @JsonPropertyDescription("Where its value is; key defaults to the id.") @Required
            SecretKey secretRef) {}

    /** A private key for ssh. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BuildSsh(
            @JsonPropertyDescription(
                    "The id by which the Dockerfile asks for it: RUN --mount=type=ssh,id=…. Default: default, which is the one without an id.")
            @Default("default")
            @Pattern(ID)
            @Size(min = 1, max = 128)
            String id,

            @JsonPropertyDescription(
                    "Where the key is, without a passphrase; key defaults to ssh-privatekey. Steps get an agent that signs with it, and never the key itself.")
            @Required
            SecretKey secretRef) {}

    /** A key of a Secret. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SecretKey(
            @JsonPropertyDescription("Name of the Secret, in the namespace of this resource.")
            @Required
            @Size(min = 1, max = 253)
            @ValidationRule(value = ObjectName.RULE, message = ObjectName.MESSAGE)
            String name,

            @JsonPropertyDescription("Key in the Secret.") @Pattern("^[A-Za-z0-9._-]+$") @Size(min = 1, max = 253)
            String key) {}
}
