package dev.onggi.operator.localregistry.certmanager;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Map;

/** A certificate that cert-manager is asked for: of its many fields those that are used here, the others are passed over. */
@Group(Certificate.GROUP)
@Version(Certificate.VERSION)
public class Certificate extends CustomResource<Certificate.Spec, Certificate.Status> implements Namespaced {

    static final String GROUP = "cert-manager.io";
    static final String VERSION = "v1";

    private static final long serialVersionUID = 1L;

    /** What is asked for. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Spec(
            String secretName,
            SecretTemplate secretTemplate,
            List<String> dnsNames,
            List<String> ipAddresses,
            List<String> usages,
            PrivateKey privateKey,
            IssuerRef issuerRef) {}

    /** What the Secret carries beside its data. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SecretTemplate(Map<String, String> labels) {}

    /** How the key is made. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record PrivateKey(String algorithm, Integer size, String rotationPolicy) {}

    /** Who issues it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record IssuerRef(String name, String kind, String group) {}

    /** What has come of it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(List<Condition> conditions) {}

    /** A condition. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Condition(String type, String status, String reason, String message) {}

    @Override
    protected Spec initSpec() {
        return null;
    }

    @Override
    protected Status initStatus() {
        return null;
    }
}
