package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How a registry's certificate is made: exactly one way. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "[has(self.selfSigned), has(self.certManager), has(self.secretRef), has(self.disabled) && self.disabled].filter(set, set).size() == 1",
        message = "exactly one of selfSigned, certManager, secretRef and disabled: true must be set")
public record RegistryTls(
        @JsonPropertyDescription(
                "By the operator's own CA: the certificate is valid for 90 days, the CA for ten years; both are renewed at two thirds of their life, without an outage.")
        SelfSigned selfSigned,

        @JsonPropertyDescription("By cert-manager, which must be installed.")
        CertManager certManager,

        @JsonPropertyDescription(
                "By somebody else: a Secret with the keys tls.crt, tls.key and ca.crt. The certificate must be valid for the Service's names (<name>.<namespace>.svc) and for its ClusterIP; a change of the Secret is taken over without an outage.")
        LocalObjectReference secretRef,

        @JsonPropertyDescription(
                "True: plain HTTP, for tests only: whoever can see the traffic can read passwords and change images. Default false.")
        Boolean disabled) {

    /** A certificate of the operator's own CA: nothing to choose. */
    public record SelfSigned() {}

    /** A certificate of cert-manager. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CertManager(
            @JsonPropertyDescription("Who issues the certificate.") @Required
            IssuerRef issuerRef) {}

    /** An issuer of cert-manager. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record IssuerRef(
            @JsonPropertyDescription("Name of the issuer.") @Required @Size(min = 1, max = 253)
            String name,

            @JsonPropertyDescription(
                    "Kind of the issuer: Issuer, ClusterIssuer or one of another group. Default Issuer.")
            @Default("Issuer")
            @Size(min = 1, max = 63)
            String kind,

            @JsonPropertyDescription("API group of the issuer. Default cert-manager.io.")
            @Default("cert-manager.io")
            @Size(min = 1, max = 253)
            String group) {}
}
