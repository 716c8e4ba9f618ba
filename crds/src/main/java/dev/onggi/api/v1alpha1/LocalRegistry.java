package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A container registry that runs in the cluster, secured by TLS and users, and that every node pulls from. An empty spec
 * is a complete one: 10Gi on the default StorageClass, TLS by the operator's CA, users, and node access.
 */
@JsonClassDescription(
        "A container registry that runs in the cluster, secured by TLS and users, and that every node pulls from.")
@Group("onggi.dev")
@Version("v1alpha1")
@Plural("localregistries")
@ShortNames("lreg")
@Categories("onggi")
@ValidationRule(
        value = "size(self.metadata.name) <= 40 && self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
        message =
                "the name of a LocalRegistry becomes the name of a Service: at most 40 characters, lower case letters, digits and '-', and it starts with a letter")
@AdditionalPrinterColumn(name = "READY", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "ADDRESS", jsonPath = ".status.address")
@AdditionalPrinterColumn(name = "NODES", jsonPath = ".status.nodes.summary")
@AdditionalPrinterColumn(name = "USED", jsonPath = ".status.storage.summary")
@AdditionalPrinterColumn(
        name = "AGE",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "MODE", jsonPath = ".spec.access.nodes.mode", priority = 1)
@AdditionalPrinterColumn(name = "CA-EXPIRY", jsonPath = ".status.certificate.authorityNotAfter", priority = 1)
@AdditionalPrinterColumn(
        name = "LAST-GC",
        jsonPath = ".status.lastGarbageCollection.time",
        type = AdditionalPrinterColumn.Type.DATE,
        priority = 1)
@AdditionalPrinterColumn(name = "REASON", jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason", priority = 1)
public class LocalRegistry extends CustomResource<LocalRegistrySpec, LocalRegistryStatus> implements Namespaced {

    /** What is wanted. The API server fills every default, so it is null only in objects made in memory. */
    @Override
    @Default("{}")
    @JsonPropertyDescription("What the registry shall be. An empty spec is complete.")
    public LocalRegistrySpec getSpec() {
        return super.getSpec();
    }

    /** What is true, or null before the operator has seen the resource. */
    @Override
    @JsonPropertyDescription("What is true of the registry; written by the operator alone.")
    public LocalRegistryStatus getStatus() {
        return super.getStatus();
    }

    @Override
    protected LocalRegistrySpec initSpec() {
        return null;
    }

    @Override
    protected LocalRegistryStatus initStatus() {
        return null;
    }
}
