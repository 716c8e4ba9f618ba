package dev.onggi.operator.imagebuild.result;

import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.model.LogText;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The last words of a fetch: three lines of a revision, or a failure. */
final class FetchMessage {

    private static final Pattern REVISION = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}|sha256:[0-9a-f]{64}");
    private static final List<String> REASONS = List.of(
            FailureReasons.SOURCE_UNREACHABLE,
            FailureReasons.SOURCE_UNAUTHORIZED,
            FailureReasons.REVISION_NOT_FOUND,
            FailureReasons.SOURCE_INVALID,
            FailureReasons.CHECKSUM_MISMATCH,
            FailureReasons.BUILDER_FAILED,
            FailureReasons.REGISTRY_UNREACHABLE,
            FailureReasons.BASE_IMAGE_NOT_FOUND,
            ImageBuildReasons.SOURCE_NOT_FOUND,
            ImageBuildReasons.SOURCE_TOO_LARGE);

    private static final Set<String> OF_THE_MOMENT =
            Set.of(FailureReasons.SOURCE_UNREACHABLE, FailureReasons.BUILDER_FAILED);

    private FetchMessage() {}

    static FetchResult read(String told, String logs) {
        var failure = FailureText.of(told);
        if (REASONS.contains(failure.reason())) {
            var details = LogText.tail(failure.details(), Limits.LOG);
            return new FetchResult.FetchFailed(
                    failure.reason(),
                    LogText.line(failure.sentence(), Limits.SENTENCE) + "; see " + logs,
                    details.isEmpty() ? null : details,
                    OF_THE_MOMENT.contains(failure.reason()));
        }
        var lines = told.lines().limit(3).toList();
        return lines.isEmpty() || !REVISION.matcher(lines.getFirst()).matches()
                ? unknown(told, logs)
                : new FetchResult.Fetched(
                        lines.getFirst(),
                        lines.size() < 2 ? "" : LogText.line(lines.get(1), Limits.AUTHOR),
                        lines.size() < 3 ? "" : LogText.line(lines.get(2), Limits.SUBJECT));
    }

    private static FetchResult unknown(String told, String logs) {
        return new FetchResult.FetchFailed(
                FailureReasons.BUILDER_FAILED,
                "the fetch container ended without telling what became of the source; see " + logs,
                told.isBlank() ? null : LogText.tail(told, Limits.LOG),
                true);
    }
}
