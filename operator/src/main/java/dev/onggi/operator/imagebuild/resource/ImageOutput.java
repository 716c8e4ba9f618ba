package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.Compression;
import java.util.stream.Collectors;

/** Where the image goes, and how: the value of buildctl's option {@code --output}, which is a line of CSV. */
final class ImageOutput {

    private ImageOutput() {}

    /**
     * The value, in which the names are one quoted field. zstd packs several times as fast as gzip and unpacks faster on
     * the nodes; OCI media types are what it needs.
     */
    static String of(BuildPlan plan) {
        var names = plan.tags().stream().map(tag -> plan.image().byTag(tag)).collect(Collectors.joining(","));
        return "type=image,\"name=" + names + "\",push=true,oci-mediatypes=true,compression=" + compression(plan);
    }

    static String compression(BuildPlan plan) {
        return plan.spec().image().compression() == Compression.GZIP ? "gzip" : "zstd";
    }
}
