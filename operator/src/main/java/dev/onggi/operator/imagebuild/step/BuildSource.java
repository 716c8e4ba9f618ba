package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.ImageBuildStatus.Source;
import dev.onggi.operator.imagebuild.result.FetchResult;
import dev.onggi.operator.model.Digest;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** The source that a build used, as the status names it. */
final class BuildSource {

    private static final int SHORT_LENGTH = 12;

    private BuildSource() {}

    /**
     * The source.
     *
     * @param fetched what the fetch container told; of no account where the files are at hand
     * @return empty where nothing was fetched
     */
    static Optional<Source> of(BuildContext context, String fetched, Pod pod) {
        if (context.source() instanceof SourceResolution.Files files) {
            var hash = new Digest("sha256:" + files.files().hash());
            return Optional.of(new Source(hash.value(), hash.shortened(), null, null));
        }
        var metadata = pod.getMetadata();
        return FetchResult.parse(fetched, metadata.getNamespace(), metadata.getName())
                        instanceof FetchResult.Fetched found
                ? Optional.of(new Source(
                        found.revision(), shortened(found.revision()), text(found.author()), text(found.subject())))
                : Optional.empty();
    }

    private static String shortened(String revision) {
        return Digest.parse(revision).map(Digest::shortened).orElseGet(() -> revision.substring(0, SHORT_LENGTH));
    }

    private static String text(String said) {
        return said.isEmpty() ? null : said;
    }

    /** The source of a build that went well and told nothing of it. */
    static Source unknown() {
        return new Source("unknown", "unknown", null, null);
    }
}
