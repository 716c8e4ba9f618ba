package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.imagebuild.resource.WorkloadFactory;
import dev.onggi.operator.model.ImageBuildNames;
import io.fabric8.kubernetes.api.model.apps.Deployment;

/** Runs the newest image where a roll-out is asked for, and goes on when all of its Pods are available. */
public final class RollOut implements Step {

    private final Cluster cluster;

    /** A step that acts on a cluster. */
    public RollOut(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Outcome run(BuildContext context, Progress progress) {
        if (context.imageBuild().getSpec().rollout() == null) {
            context.deployment().ifPresent(cluster::delete);
            context.service().ifPresent(cluster::delete);
            return Outcome.proceed(progress.withoutRollout().withoutFailure());
        }
        WorkloadFactory.service(context.imageBuild())
                .ifPresentOrElse(
                        service -> cluster.apply(service, context.service()),
                        () -> context.service().ifPresent(cluster::delete));
        return RolloutObservation.of(context, progress, apply(context, progress));
    }

    private Deployment apply(BuildContext context, Progress progress) {
        var desired = WorkloadFactory.deployment(
                context.imageBuild(),
                progress.image().reference(),
                context.pushTarget().pullSecret());
        return cluster.apply(desired, context.deployment());
    }

    /** Kind and name of the workload, as the status names it. */
    static String workload(BuildContext context) {
        return "Deployment/"
                + new ImageBuildNames(context.imageBuild().getMetadata().getName()).workload();
    }
}
