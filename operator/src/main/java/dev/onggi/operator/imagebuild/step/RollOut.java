package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.ImageBuildConditions.ROLLED_OUT;

import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
import dev.onggi.api.v1alpha1.RolloutStatus;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.imagebuild.resource.PopulateContainer;
import dev.onggi.operator.imagebuild.resource.UnfitTemplateException;
import dev.onggi.operator.imagebuild.resource.Workload;
import dev.onggi.operator.imagebuild.resource.WorkloadClaims;
import dev.onggi.operator.imagebuild.resource.WorkloadFactory;
import dev.onggi.operator.imagebuild.resource.WorkloadImage;
import dev.onggi.operator.model.ImageBuildNames;
import dev.onggi.operator.rollout.RolloutState;
import dev.onggi.operator.status.Summary;
import java.util.stream.Collectors;

/** Runs an image where a roll-out is asked for, and goes on when all of its Pods are available. */
public final class RollOut implements Step {

    /** As many as the status takes. */
    private static final int MOST_CONFLICTS = 16;

    private final Cluster cluster;
    private final UnreadyPods unready;
    private final RollOutTarget target;

    /** A step that acts on a cluster. */
    public RollOut(Cluster cluster, Targets targets) {
        this.cluster = cluster;
        this.unready = new UnreadyPods(cluster::newestWarning);
        this.target = new RollOutTarget(targets, unready);
    }

    @Override
    public Outcome run(BuildContext context, Progress progress) {
        var rollout = context.imageBuild().getSpec().rollout();
        if (rollout == null || rollout.deployment() == null) {
            context.deployment().ifPresent(cluster::delete);
            context.service().ifPresent(cluster::delete);
        }
        if (rollout == null) {
            return Outcome.proceed(progress.withoutRollout().withoutFailure());
        }
        return switch (RolloutChoice.of(context, progress)) {
            case RolloutChoice.Unknown unknown -> unknown(progress, unknown.build());
            case RolloutChoice.Image choice
            when rollout.target() != null -> unready.again(context, choice, target.run(context, progress, choice));
            case RolloutChoice.Image choice -> {
                try {
                    yield unready.again(context, choice, apply(context, progress, choice));
                } catch (UnfitTemplateException e) {
                    yield unfit(progress, e);
                }
            }
        };
    }

    private void applyService(BuildContext context) {
        WorkloadFactory.service(context.imageBuild())
                .ifPresentOrElse(
                        service -> cluster.apply(service, context.service()),
                        () -> context.service().ifPresent(cluster::delete));
    }

    private Outcome apply(BuildContext context, Progress progress, RolloutChoice.Image choice) {
        var image = new WorkloadImage(
                choice.reference(),
                RecordedUser.of(progress, choice.digest()),
                PopulateContainer.image(context.deployment(), choice.reference(), context.settings()));
        var workload = WorkloadFactory.workload(
                context.imageBuild(), image, context.pushTarget().pullSecret());
        applyService(context);
        WorkloadClaims.of(context.imageBuild())
                .forEach(claim ->
                        cluster.apply(claim, context.claim(claim.getMetadata().getName())));
        var state = unready.told(
                context, choice, RolloutState.of(cluster.apply(workload.deployment(), context.deployment())));
        var outcome = RolloutObservation.of(context, progress, choice, state, null);
        return outcome.with(outcome.progress().with(told(outcome.progress().rollout(), workload)));
    }

    private static RolloutStatus told(RolloutStatus rollout, Workload workload) {
        var conflicts = workload.conflicts().stream().limit(MOST_CONFLICTS).toList();
        return rollout.with(workload.podSecurity(), conflicts.isEmpty() ? null : conflicts);
    }

    /** As with what the API server rejects: what runs goes on running. */
    private static Outcome unfit(Progress progress, UnfitTemplateException unfit) {
        return Outcome.stop(
                progress.withPrevious(ROLLED_OUT), new Summary.Stalled(ImageBuildReasons.REJECTED, unfit.getMessage()));
    }

    /** What runs goes on running: a number that is wrong is no reason to change it. */
    private static Outcome unknown(Progress progress, int build) {
        var known = progress.history().stream()
                .filter(entry -> entry.digest() != null)
                .map(HistoryEntry::number)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return Outcome.stop(
                progress.withPrevious(ROLLED_OUT),
                new Summary.Stalled(
                        ImageBuildReasons.BUILD_NOT_FOUND,
                        "rollout.toBuild is %d, and status.history has no image of that build; it has those of %s"
                                .formatted(build, known)));
    }

    /** Kind and name of the workload, as the status names it. */
    static String workload(BuildContext context) {
        var target = context.imageBuild().getSpec().rollout().target();
        return target != null
                ? target.workload()
                : "Deployment/"
                        + new ImageBuildNames(context.imageBuild().getMetadata().getName()).workload();
    }
}
