package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.ConditionTypes;
import dev.onggi.operator.status.Conditions;
import dev.onggi.operator.status.Summary;

/**
 * Goes on when the registry to push to is there and answers. A build that runs is looked at though the registry does not
 * answer: it may outlast that, or has failed for it. It is stopped when the registry is gone, for it can come to nothing.
 * What is built needs no registry to push to: that one is started anew, as with each upgrade, is no news of it.
 */
public final class ResolveRegistry implements Step {

    /** The condition of a LocalRegistry that says that it answers. */
    private static final String AVAILABLE = "Available";

    private final Cluster cluster;

    /** A step that may stop builds of a cluster. */
    public ResolveRegistry(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Outcome run(BuildContext context, Progress progress) {
        return switch (context.registry()) {
            case RegistryResolution.Missing missing -> missing(context, progress, missing);
            case RegistryResolution.Refused refused ->
                Outcome.stop(
                        stopped(context, progress, refused.reason(), refused.message()),
                        new Summary.Stalled(refused.reason(), refused.message()));
            case RegistryResolution.Found found -> found(context, progress, found);
        };
    }

    private Outcome missing(BuildContext context, Progress progress, RegistryResolution.Missing missing) {
        var next = context.referenceGraceLeft().isPositive()
                ? progress
                : stopped(context, progress, missing.reason(), missing.message());
        return References.missing(context, next, missing.reason(), missing.message());
    }

    /** Without a build that runs: what it would push has no place to go to. */
    private Progress stopped(BuildContext context, Progress progress, String reason, String cause) {
        context.buildPods().stream()
                .filter(pod -> !PodObservation.isFinished(pod))
                .forEach(cluster::delete);
        return runs(progress) ? BuildRecord.stopped(progress, reason, cause, context.now()) : progress.kept();
    }

    private static boolean runs(Progress progress) {
        return progress.build() != null && progress.build().result() == null;
    }

    /** Under the name that nodes pull by: of a registry that was made anew it is known only when that answers. */
    private static boolean isBuilt(BuildContext context, Progress progress) {
        return BuildDecision.of(context, progress) instanceof BuildDecision.Built
                && context.plan()
                        .pullReference(new Digest(progress.image().digest()))
                        .equals(progress.image().reference());
    }

    private static Outcome found(BuildContext context, Progress progress, RegistryResolution.Found found) {
        var status = found.registry().getStatus();
        var conditions = status == null ? null : status.conditions();
        if (Conditions.isTrue(conditions, AVAILABLE) || runs(progress) || isBuilt(context, progress)) {
            return Outcome.proceed(progress);
        }
        var registry = found.registry().getMetadata();
        var ready = Conditions.find(conditions, ConditionTypes.READY);
        var message = "LocalRegistry %s does not answer yet%s; see kubectl describe lreg -n %s %s"
                .formatted(
                        registry.getName(),
                        ready.map(condition -> ": " + condition.message()).orElse(""),
                        registry.getNamespace(),
                        registry.getName());
        // one that is being started is no trouble yet; one that has trouble says so
        var hasTrouble = ready.filter(condition -> condition.status().equals(ConditionStatus.FALSE.value()))
                .isPresent();
        return Outcome.stop(
                progress.kept(),
                hasTrouble
                        ? new Summary.Retrying(ImageBuildReasons.REGISTRY_NOT_READY, message)
                        : new Summary.InProgress(ImageBuildReasons.REGISTRY_NOT_READY, message));
    }
}
