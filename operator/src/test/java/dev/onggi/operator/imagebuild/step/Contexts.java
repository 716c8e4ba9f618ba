package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildStatus;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Build;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Image;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.imagebuild.BuildPods;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.imagebuild.resource.PushTarget;
import dev.onggi.operator.status.Conditions;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What steps are given in tests. */
final class Contexts {

    private Contexts() {}

    /** A context with a registry that answers, a source that is there, and these build Pods. */
    static BuildContext of(ImageBuild imageBuild, Pod... buildPods) {
        return new BuildContext(
                imageBuild,
                found(Samples.registry("registry")),
                SourceResolution.of(imageBuild, Optional.empty(), Optional.empty()),
                List.of(buildPods),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Samples.SETTINGS,
                Samples.NOW);
    }

    /** A context with a Deployment and its Pods. */
    static BuildContext of(ImageBuild imageBuild, Deployment deployment, Pod... workloadPods) {
        var context = of(imageBuild);
        return new BuildContext(
                imageBuild,
                context.registry(),
                context.source(),
                List.of(),
                List.of(),
                Optional.of(deployment),
                Optional.empty(),
                List.of(workloadPods),
                Optional.empty(),
                Optional.empty(),
                Samples.SETTINGS,
                Samples.NOW);
    }

    /** A registry that is the one of ImageBuilds of team-a. */
    static RegistryResolution.Found found(LocalRegistry registry) {
        return new RegistryResolution.Found(registry, PushTarget.of(registry, "team-a"));
    }

    static BuildContext with(RegistryResolution registry, BuildContext context) {
        return new BuildContext(
                context.imageBuild(),
                registry,
                context.source(),
                context.buildPods(),
                context.claims(),
                context.deployment(),
                context.service(),
                context.workloadPods(),
                context.watch(),
                context.networkPolicy(),
                context.settings(),
                context.now());
    }

    /** The context at another time. */
    static BuildContext at(Instant now, BuildContext context) {
        return new BuildContext(
                context.imageBuild(),
                context.registry(),
                context.source(),
                context.buildPods(),
                context.claims(),
                context.deployment(),
                context.service(),
                context.workloadPods(),
                context.watch(),
                context.networkPolicy(),
                context.settings(),
                now);
    }

    static BuildContext with(SourceResolution source, BuildContext context) {
        return new BuildContext(
                context.imageBuild(),
                context.registry(),
                source,
                context.buildPods(),
                context.claims(),
                context.deployment(),
                context.service(),
                context.workloadPods(),
                context.watch(),
                context.networkPolicy(),
                context.settings(),
                context.now());
    }

    /** The fingerprint of the current input. */
    static String fingerprint(ImageBuild imageBuild) {
        return of(imageBuild).plan().fingerprint();
    }

    /** A build Pod for the current input. */
    static Pod pod(int number, ImageBuild imageBuild) {
        return BuildPods.pod(number, fingerprint(imageBuild));
    }

    /** The progress of a resource that nobody has looked at yet. */
    static Progress nothing() {
        return Progress.of(null, Conditions.after(null, 1, Samples.CLOCK));
    }

    /** The progress of the next reconciliation, after one has ended with this. */
    static Progress next(Progress progress, long generation) {
        var status = progress.status(generation, new Summary.InProgress("Any", "any"));
        return Progress.of(status, Conditions.after(status.conditions(), generation, Samples.CLOCK));
    }

    /** The progress after a build of the current input has started. */
    static Progress running(int number, ImageBuild imageBuild) {
        return next(BuildRecord.started(nothing(), pod(number, imageBuild), 1), 1);
    }

    /** The progress after the current input was built. */
    static Progress built(int number, ImageBuild imageBuild) {
        var progress = BuildRecord.succeeded(
                running(number, imageBuild),
                pod(number, imageBuild),
                new ImageBuildStatus.Source(Samples.COMMIT, "8f3c1a52d8e4", "Kim Minji", "Say hello"),
                image(),
                5,
                2,
                BuildPods.END);
        return next(progress, 1);
    }

    static Image image() {
        return new Image(
                "registry.team-a.svc:5000/team-a/hello@" + Samples.DIGEST,
                Samples.DIGEST.value(),
                Samples.DIGEST.shortened(),
                List.of("latest"),
                93_100_000L,
                "93.1 MB",
                4,
                "10001",
                null,
                null);
    }

    /** The build of the current input, with a result. */
    static Build build(int number, ImageBuild imageBuild, String result) {
        return new Build(
                number,
                "hello-%d-build".formatted(number),
                fingerprint(imageBuild),
                1L,
                result,
                null,
                1,
                Samples.NOW.minusSeconds(30).toString(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
