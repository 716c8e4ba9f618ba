package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.Compression;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the image goes, and how: the value of buildctl's option {@code --output}, which is a line of CSV. What depends on
 * the source that is fetched is added by build.sh.
 */
final class ImageOutput {

    private static final String SOURCE = "annotation.org.opencontainers.image.source=";
    private static final String REVISION = "annotation.org.opencontainers.image.revision=";

    private ImageOutput() {}

    /**
     * The value. zstd packs several times as fast as gzip and unpacks faster on the nodes; OCI media types are what it
     * needs.
     */
    static String of(BuildPlan plan) {
        var names = plan.tags().stream().map(tag -> plan.image().byTag(tag)).collect(Collectors.joining(","));
        var fields = new ArrayList<>(List.of(
                "type=image",
                quoted("name=" + names),
                "push=true",
                "oci-mediatypes=true",
                "compression=" + compression(plan)));
        var git = plan.spec().source().git();
        if (git != null) {
            fields.add(quoted(SOURCE + git.url()));
        }
        plan.files().ifPresent(files -> fields.add(REVISION + "sha256:" + files.hash()));
        return String.join(",", fields);
    }

    static String compression(BuildPlan plan) {
        return plan.spec().image().compression() == Compression.GZIP ? "gzip" : "zstd";
    }

    private static String quoted(String field) {
        return '"' + field.replace("\"", "\"\"") + '"';
    }
}
