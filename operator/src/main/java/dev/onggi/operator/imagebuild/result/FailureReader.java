package dev.onggi.operator.imagebuild.result;

import dev.onggi.operator.model.LogText;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads why a build failed out of what build.sh and BuildKit say. BuildKit gives no codes for it, only words; those that
 * the tests know are recorded from real builds. What is not recognised is not guessed at: it is handed on as it is.
 */
final class FailureReader {

    private static final Pattern EXIT_CODE = Pattern.compile("did not complete successfully: exit code: (\\d{1,9})");
    private static final int KILLED = 137;
    /** The kernel's word for a program of another processor, as well as for a script that does not say what runs it. */
    private static final Pattern FOREIGN = Pattern.compile("^exec \\S+: exec format error$");

    private static final String OF_ANOTHER_PLATFORM =
            ": the node cannot run a program of another platform (spec.platforms), nor a script without #!; make what needs to run in a stage FROM --platform=$BUILDPLATFORM, or build on a node of that platform (spec.builder.nodeSelector)";
    private static final Pattern TARGET = Pattern.compile("target stage (\".*\") could not be found");
    private static final Pattern FRONT_END = Pattern.compile("invalid frontend: gateway\\.v0");
    private static final Pattern BASE_IMAGE = Pattern.compile("failed to resolve source metadata for (\\S+): (.*)");
    private static final Pattern PUSH = Pattern.compile("failed to push (\\S+): (.*)");
    private static final Pattern COPY_SOURCE =
            Pattern.compile("failed to calculate checksum of ref \\S+: (\".*\"): not found");
    private static final Pattern PARSE_ERROR = Pattern.compile("^dockerfile parse error on line \\d+: ");
    private static final Pattern COPY_FROM = Pattern.compile("--from=(\\S+)");

    private final String logs;

    /** @param logs the command that shows the whole log */
    FailureReader(String logs) {
        this.logs = logs;
    }

    BuildResult.BuildFailed read(FailureText failure) {
        return switch (failure.reason()) {
            case FailureReasons.CONTEXT_NOT_FOUND, FailureReasons.DOCKERFILE_NOT_FOUND ->
                new Found(failure.reason(), failure.sentence(), false).at(BuildLog.of(List.of()), logs);
            case "BuildFailed" -> ofBuildKit(BuildLog.of(failure.text()));
            case FailureReasons.BUILDER_FAILED ->
                new Found(FailureReasons.BUILDER_FAILED, failure.sentence(), true)
                        .at(
                                new BuildLog(
                                        "",
                                        Optional.empty(),
                                        "",
                                        failure.text().stream().skip(1).toList()),
                                logs);
            default ->
                new Found(
                                FailureReasons.BUILDER_FAILED,
                                "the build container ended without telling what became of the build",
                                true)
                        .at(new BuildLog("", Optional.empty(), "", failure.text()), logs);
        };
    }

    private BuildResult.BuildFailed ofBuildKit(BuildLog log) {
        return Stream.<Function<BuildLog, Optional<Found>>>of(
                        FailureReader::instruction,
                        FailureReader::frontEnd,
                        FailureReader::target,
                        FailureReader::push,
                        FailureReader::baseImage,
                        FailureReader::copySource,
                        FailureReader::dockerfile,
                        FailureReader::step)
                .flatMap(rule -> rule.apply(log).stream())
                .findFirst()
                .orElseGet(() -> new Found(FailureReasons.BUILDER_FAILED, "BuildKit failed: " + log.cause(), true))
                .at(log, logs);
    }

    private static Optional<Found> instruction(BuildLog log) {
        return Words.find(EXIT_CODE, log.cause()).map(match -> {
            int code = Integer.parseInt(match.group(1));
            var killed = code == KILLED
                    ? ", killed, most likely for its memory; raise spec.builder.resources.limits.memory (the builder of cache.mode Shared has one limit for all: take another mode)"
                    : "";
            var foreign =
                    log.output().stream().anyMatch(line -> FOREIGN.matcher(line).find()) ? OF_ANOTHER_PLATFORM : "";
            return new Found(
                    FailureReasons.BUILD_STEP_FAILED,
                    "exit code %d at %s%s%s"
                            .formatted(code, log.place().isEmpty() ? log.step() : log.place(), killed, foreign),
                    false,
                    code);
        });
    }

    private static Optional<Found> frontEnd(BuildLog log) {
        return Words.find(FRONT_END, log.cause())
                .map(match -> new Found(
                        FailureReasons.DOCKERFILE_INVALID,
                        log.source().isPresent()
                                ? log.place()
                                        + " asks for a front end that is not allowed; docker/dockerfile:1 is, and is built in"
                                : "spec.args has BUILDKIT_SYNTAX, which is not allowed; take it out",
                        false));
    }

    private static Optional<Found> target(BuildLog log) {
        return Words.find(TARGET, log.cause())
                .map(match -> new Found(
                        FailureReasons.STAGE_NOT_FOUND,
                        "spec.target %s is no stage of the Dockerfile; name one that a line FROM … AS … has"
                                .formatted(match.group(1)),
                        false));
    }

    private static Optional<Found> push(BuildLog log) {
        return Words.find(PUSH, log.cause()).map(match -> {
            var reason = PushWords.reason(match.group(1), match.group(2));
            return new Found(
                    reason,
                    "cannot push %s: %s".formatted(match.group(1), Words.brief(match.group(2))),
                    !FailureReasons.REFUSED_PUSHES.contains(reason));
        });
    }

    private static Optional<Found> baseImage(BuildLog log) {
        return Words.find(BASE_IMAGE, log.cause()).map(match -> {
            var image = log.source().isPresent()
                    ? "%s names image %s".formatted(log.position(), match.group(1))
                    : "the Dockerfile or spec.image.sbom names image " + match.group(1);
            var words = match.group(2);
            if (Words.areOfNetwork(words)) {
                return new Found(
                        FailureReasons.REGISTRY_UNREACHABLE,
                        image + ", whose registry does not answer: " + Words.brief(words),
                        true);
            }
            if (words.contains("no match for platform")) {
                return new Found(
                        FailureReasons.BASE_IMAGE_NOT_FOUND,
                        image + ", which there is not for the platform of the build; see spec.platforms",
                        false);
            }
            var cause = words.endsWith(": not found")
                    ? ", which does not exist" + UpstreamImage.advice(words)
                    : ", which its registry does not give: " + Words.brief(words);
            return new Found(FailureReasons.BASE_IMAGE_NOT_FOUND, image + cause, false);
        });
    }

    private static Optional<Found> copySource(BuildLog log) {
        return Words.find(COPY_SOURCE, log.cause()).map(match -> {
            var from = Words.find(COPY_FROM, log.place());
            return new Found(
                    FailureReasons.COPY_SOURCE_NOT_FOUND,
                    from.map(stage -> "%s is not in stage or image %s, at %s"
                                    .formatted(match.group(1), stage.group(1), log.place()))
                            .orElseGet(() ->
                                    "%s is not in the build context, at %s; look at spec.contextDir and .dockerignore"
                                            .formatted(match.group(1), log.place())),
                    false);
        });
    }

    /** No step failed: BuildKit did not get past reading the Dockerfile. */
    private static Optional<Found> dockerfile(BuildLog log) {
        if (!log.step().isEmpty() || (log.source().isEmpty() && !Words.areOfDockerfile(log.cause()))) {
            return Optional.empty();
        }
        var cause = PARSE_ERROR.matcher(log.cause()).replaceFirst("");
        var place = log.place();
        return Optional.of(
                new Found(FailureReasons.DOCKERFILE_INVALID, place.isEmpty() ? cause : place + ": " + cause, false));
    }

    private static Optional<Found> step(BuildLog log) {
        var place = log.place();
        if (place.isEmpty() || Words.areOfBuilder(log.cause())) {
            return Optional.empty();
        }
        return Optional.of(new Found(
                FailureReasons.BUILD_STEP_FAILED,
                "%s failed: %s".formatted(place, Words.brief(log.cause())),
                Words.areOfNetwork(log.cause())));
    }

    /** A failure, before it is told where it happened. */
    private record Found(String reason, String cause, boolean retryable, Integer exitCode) {

        Found(String reason, String cause, boolean retryable) {
            this(reason, cause, retryable, null);
        }

        BuildResult.BuildFailed at(BuildLog log, String logs) {
            return new BuildResult.BuildFailed(
                    reason,
                    LogText.line(cause, Limits.SENTENCE) + "; see " + logs,
                    log.source().map(SourceBlock::dockerfile).orElse(null),
                    log.source().map(SourceBlock::line).orElse(null),
                    log.instruction(),
                    exitCode,
                    log.tail(),
                    retryable);
        }
    }
}
