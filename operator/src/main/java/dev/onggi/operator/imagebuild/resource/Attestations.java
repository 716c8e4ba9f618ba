package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.ImageBuildSpec.Image;
import dev.onggi.api.v1alpha1.Sbom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is said of an image beside it (https://github.com/moby/buildkit/tree/v0.34.2/docs/attestations). BuildKit makes none
 * unless it is told to.
 */
final class Attestations {

    private Attestations() {}

    static boolean hasProvenance(Image image) {
        return Boolean.TRUE.equals(image.provenance());
    }

    static Optional<String> scanner(Image image) {
        return Optional.ofNullable(image.sbom()).map(Sbom::scanner);
    }

    /** buildctl's options. What the schema lets through as the name of a scanner has nothing that CSV knows. */
    static List<String> arguments(Image image) {
        var arguments = new ArrayList<String>();
        if (hasProvenance(image)) {
            arguments.addAll(List.of("--opt", "attest:provenance=mode=min"));
        }
        scanner(image).ifPresent(name -> arguments.addAll(List.of("--opt", "attest:sbom=generator=" + name)));
        return arguments;
    }
}
