package dev.onggi.operator.imagebuild.step;

/** Goes on when the source is at hand, or a Pod can fetch it. */
public final class ResolveSource implements Step {

    @Override
    public Outcome run(BuildContext context, Progress progress) {
        return switch (context.source()) {
            case SourceResolution.Missing missing -> References.missing(
                    context, progress, missing.reason(), missing.message());
            case SourceResolution.Git git -> Outcome.proceed(progress);
            case SourceResolution.Files files -> Outcome.proceed(progress);
        };
    }
}
