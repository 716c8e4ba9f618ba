package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.BuildPods.FETCHED;
import static dev.onggi.operator.imagebuild.BuildPods.ended;
import static dev.onggi.operator.imagebuild.BuildPods.inPhase;
import static dev.onggi.operator.imagebuild.BuildPods.withBuild;
import static dev.onggi.operator.imagebuild.BuildPods.withFetch;
import static dev.onggi.operator.imagebuild.step.Outcomes.stop;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildStatus;
import dev.onggi.operator.golden.FetchResults;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.imagebuild.step.Seed.Said;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Brings failures about, each by the step of production that meets it. */
final class SeedRuns {

    /** An ImageBuild like most. */
    static final ImageBuild GIT = Samples.imageBuild(Samples.GIT);

    private SeedRuns() {}

    /** The fetch of the first build ends with the last words of a recording. */
    static Said fetch(String recording, String source) {
        return over(
                Samples.imageBuild(source),
                pod -> inPhase("Failed", withFetch(ended("fetch", 1, FetchResults.read(recording)), pod)));
    }

    /** BuildKit ends with the last words of a recording. */
    static Said build(String recording) {
        try {
            var told = Files.readString(Path.of("src/test/resources/build-results/%s.txt".formatted(recording)));
            return over(
                    GIT,
                    pod -> inPhase(
                            "Failed", withFetch(ended("fetch", 0, FETCHED), withBuild(ended("build", 1, told), pod))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Pod of the first build ends like that. */
    static Said over(ImageBuild imageBuild, UnaryOperator<Pod> status) {
        return new Said(running(imageBuild), observe(new FakeCluster(), imageBuild, status), true);
    }

    /** The Pod of the first build cannot go on, as its status says. */
    static Said kept(FakeCluster cluster, ImageBuild imageBuild, UnaryOperator<Pod> status) {
        return new Said(running(imageBuild), observe(cluster, imageBuild, status), false);
    }

    /** The Pod of the first build cannot start, as a warning about it says. */
    static Said kept(FakeCluster cluster, ImageBuild imageBuild) {
        return kept(cluster, imageBuild, pod -> pod);
    }

    /** A step cannot begin with a first build. */
    static Said first(Step step, BuildContext context) {
        return new Said(
                status(Contexts.nothing(), "Resolving", "looking for the registry and the source"),
                stop(step.run(context, Contexts.nothing())),
                false);
    }

    /** The first build of an ImageBuild is not admitted. */
    static Said first(FakeCluster cluster) {
        return first(new StartBuild(cluster), Contexts.of(GIT));
    }

    /** What the status says while the first build runs. */
    static ImageBuildStatus running(ImageBuild imageBuild) {
        return status(Contexts.running(1, imageBuild), "BuildStarted", "build 1 runs");
    }

    private static ImageBuildStatus status(Progress progress, String reason, String message) {
        return progress.status(1, new Summary.InProgress(reason, message));
    }

    private static Outcome.Stop observe(FakeCluster cluster, ImageBuild imageBuild, UnaryOperator<Pod> status) {
        var observe = new ObserveBuild(cluster, (namespace, registry, repository, digest, before) -> {
            throw new IllegalStateException("nothing was pushed");
        });
        var pod = status.apply(Contexts.pod(1, imageBuild));
        return stop(observe.run(Contexts.of(imageBuild, pod), Contexts.running(1, imageBuild)));
    }
}
