package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.status.Summary;

/** Goes on when the source is at hand, or a Pod can fetch it. */
public final class ResolveSource implements Step {

    /** The API server takes ConfigMaps of up to 1 MiB; an inline Dockerfile and BuildKit's configuration go in as well. */
    private static final long MOST = 800L * 1024;

    @Override
    public Outcome run(BuildContext context, Progress progress) {
        return switch (context.source()) {
            case SourceResolution.Missing missing ->
                References.missing(context, progress, missing.reason(), missing.message());
            case SourceResolution.Remote remote -> Outcome.proceed(progress);
            case SourceResolution.Files files
            when files.files().length() > MOST ->
                Outcome.stop(
                        progress.kept(),
                        new Summary.Stalled(
                                ImageBuildReasons.SOURCE_TOO_LARGE,
                                "the files of the source have %d bytes, and at most %d can be handed to a build this way; use spec.source.git or spec.source.archive"
                                        .formatted(files.files().length(), MOST)));
            case SourceResolution.Files files -> Outcome.proceed(progress);
        };
    }
}
