package dev.onggi.operator.fetch;

import dev.onggi.operator.imagebuild.result.FailureReasons;
import dev.onggi.operator.model.LogText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Fetches a source, and tells what became of it in the form that fetch.sh has defined.
 *
 * @param places where all is
 * @param limits how much a source may be
 * @param pauses between tries
 */
record FetchRun(Places places, SourceLimits limits, List<Duration> pauses) {

    private static final int LONGEST_SENTENCE = 1000;

    /**
     * Directories and files.
     *
     * @param workspace where the source goes
     * @param scratch for what is needed meanwhile
     * @param mounts the directory with what is mounted: credential and CA
     * @param result what Kubernetes reads at the end
     * @param fetched what build.sh reads: the revision
     */
    record Places(Path workspace, Path scratch, Path mounts, Path result, Path fetched) {}

    /** Returns the exit code. */
    int run(List<String> arguments) {
        try {
            var source = source(arguments);
            System.out.println("fetching " + LogText.line(source.description(), LONGEST_SENTENCE));
            var revision = fetch(source);
            Files.writeString(places.fetched(), revision.id() + "\n");
            tell("%s\n%s\n%s\n".formatted(revision.id(), revision.author(), revision.message()));
            return 0;
        } catch (FetchException e) {
            tell("reason=%s\n%s\n".formatted(e.reason(), LogText.line(e.getMessage(), LONGEST_SENTENCE)));
        } catch (IOException | UncheckedIOException e) {
            tell("reason=%s\n%s\n"
                    .formatted(
                            FailureReasons.BUILDER_FAILED,
                            LogText.line("the source cannot be written: " + e.getMessage(), LONGEST_SENTENCE)));
        }
        return 1;
    }

    private Source source(List<String> arguments) throws FetchException {
        return switch (arguments.getFirst()) {
            case "archive" -> ArchiveSource.of(arguments.get(1), arguments.get(2));
            case "oci" ->
                OciSource.of(arguments.get(1), arguments.contains("--plain-http"), new OciCredential(places.mounts()));
            case "claim" -> new ClaimSource(places.mounts().resolve("claim"), arguments.get(1));
            default -> throw new IllegalArgumentException("there is no source of the kind " + arguments.getFirst());
        };
    }

    private Source.Revision fetch(Source source) throws IOException, FetchException {
        for (var pause : pauses) {
            try {
                return tried(source);
            } catch (FetchException e) {
                if (!e.isOfTheMoment()) {
                    throw e;
                }
                System.out.printf("%s; trying again in %d s%n", e.getMessage(), pause.toSeconds());
                sleep(pause);
            }
        }
        return tried(source);
    }

    /** The directory is emptied first: this container may be started twice. */
    private Source.Revision tried(Source source) throws IOException, FetchException {
        Files.createDirectories(places.workspace());
        Trees.clear(places.workspace());
        var tree = new SourceTree(places.workspace(), source.links());
        var revision = source.fetch(tree, places.scratch(), limits);
        tree.finish();
        return revision;
    }

    private void tell(String message) {
        System.out.print(message);
        try {
            Files.writeString(places.result(), message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sleep(Duration pause) throws FetchException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException(FailureReasons.SOURCE_UNREACHABLE, "the fetch was stopped");
        }
    }
}
