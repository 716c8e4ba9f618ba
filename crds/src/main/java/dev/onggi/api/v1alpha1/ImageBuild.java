package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * Builds a Dockerfile in an unprivileged Pod, pushes the image to a {@link LocalRegistry} and, where a rollout is asked
 * for, runs a Deployment on the pushed digest.
 */
@JsonClassDescription(
        "Builds a Dockerfile in an unprivileged Pod, pushes the image to a LocalRegistry and rolls it out by digest.")
@Group("onggi.dev")
@Version("v1alpha1")
@Plural("imagebuilds")
@ShortNames("ib")
@Categories("onggi")
@ValidationRule(
        value = "size(self.metadata.name) <= 50 && self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
        message =
                "the name of an ImageBuild becomes the name of a Deployment and a Service: at most 50 characters, lower case letters, digits and '-', and it starts with a letter")
@AdditionalPrinterColumn(name = "READY", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "REASON", jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "REVISION", jsonPath = ".status.source.shortRevision")
@AdditionalPrinterColumn(name = "DIGEST", jsonPath = ".status.image.shortDigest")
@AdditionalPrinterColumn(name = "SIZE", jsonPath = ".status.image.displaySize")
@AdditionalPrinterColumn(name = "ROLLOUT", jsonPath = ".status.rollout.summary")
@AdditionalPrinterColumn(name = "DURATION", jsonPath = ".status.build.duration")
@AdditionalPrinterColumn(
        name = "AGE",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "IMAGE", jsonPath = ".status.image.reference", priority = 1)
@AdditionalPrinterColumn(
        name = "LAYERS",
        jsonPath = ".status.image.layers",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1)
@AdditionalPrinterColumn(
        name = "CACHED",
        jsonPath = ".status.build.cachedSteps",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1)
@AdditionalPrinterColumn(name = "MESSAGE", jsonPath = ".status.conditions[?(@.type==\"Ready\")].message", priority = 1)
public class ImageBuild extends CustomResource<ImageBuildSpec, ImageBuildStatus> implements Namespaced {

    /** What is wanted. */
    @Override
    @Required
    @JsonPropertyDescription("What shall be built, and what shall run on it.")
    public ImageBuildSpec getSpec() {
        return super.getSpec();
    }

    /** What is true, or null before the operator has seen the resource. */
    @Override
    @JsonPropertyDescription("What is true of the build and of the roll-out; written by the operator alone.")
    public ImageBuildStatus getStatus() {
        return super.getStatus();
    }

    @Override
    protected ImageBuildSpec initSpec() {
        return null;
    }

    @Override
    protected ImageBuildStatus initStatus() {
        return null;
    }
}
