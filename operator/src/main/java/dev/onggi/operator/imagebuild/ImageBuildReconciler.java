package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildStatus;
import dev.onggi.operator.OperatorConfig;
import dev.onggi.operator.event.EventRecorder;
import dev.onggi.operator.imagebuild.resource.BuilderSettings;
import dev.onggi.operator.imagebuild.step.BuildContext;
import dev.onggi.operator.imagebuild.step.Cluster;
import dev.onggi.operator.imagebuild.step.NameTakenException;
import dev.onggi.operator.imagebuild.step.ObserveBuild;
import dev.onggi.operator.imagebuild.step.Outcome;
import dev.onggi.operator.imagebuild.step.Progress;
import dev.onggi.operator.imagebuild.step.Prune;
import dev.onggi.operator.imagebuild.step.ResolveRegistry;
import dev.onggi.operator.imagebuild.step.ResolveSource;
import dev.onggi.operator.imagebuild.step.RollOut;
import dev.onggi.operator.imagebuild.step.StartBuild;
import dev.onggi.operator.imagebuild.step.Step;
import dev.onggi.operator.model.SeccompProfile;
import dev.onggi.operator.registry.RegistryClient;
import dev.onggi.operator.status.Conditions;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Brings an ImageBuild from its source to a running Pod, step by step, and tells of it in the conditions
 *
 * <ul>
 *   <li>SourceFetched: the source of the newest build is there;
 *   <li>Built: the newest input was built;
 *   <li>Pushed: its image is in the registry;
 *   <li>RolledOut: the workload runs that image; absent where no roll-out is asked for;
 *   <li>Ready, Reconciling and Stalled, which sum the others up ({@link Summary}).
 * </ul>
 */
@ControllerConfiguration(name = "imagebuild", fieldManager = "onggi")
public final class ImageBuildReconciler implements Reconciler<ImageBuild> {

    private final BuildContextReader reader;
    private final SourceConfigMaps configMaps;
    private final RegistryImageInspector inspector;
    private final EventRecorder events;
    private final Clock clock;

    /** A reconciler. */
    public ImageBuildReconciler(
            OperatorConfig config,
            KubernetesClient client,
            RegistryClient registryClient,
            EventRecorder events,
            Clock clock) {
        this.configMaps = new SourceConfigMaps(client);
        this.reader = new BuildContextReader(
                new BuilderSettings(
                        config.build().image(), SeccompProfile.forBuilds().localhostProfile()),
                clock,
                configMaps);
        this.inspector = new RegistryImageInspector(client, registryClient);
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, ImageBuild>> prepareEventSources(EventSourceContext<ImageBuild> context) {
        return ImageBuildEventSources.of(context, configMaps);
    }

    @Override
    public UpdateControl<ImageBuild> reconcile(ImageBuild imageBuild, Context<ImageBuild> context) {
        var cluster = new KubernetesCluster(imageBuild, context);
        var seen = reader.read(imageBuild, context);
        var outcome = run(steps(cluster), seen);
        Prune.excess(seen).forEach(cluster::delete);
        return write(imageBuild, outcome, context);
    }

    @Override
    public ErrorStatusUpdateControl<ImageBuild> updateErrorStatus(
            ImageBuild imageBuild, Context<ImageBuild> context, Exception error) {
        var progress = start(imageBuild);
        var summary = new Summary.Retrying(
                ImageBuildReasons.RETRYING,
                "an error is tried again: %s; see the operator's log".formatted(error.getMessage()));
        var status = progress.kept().status(imageBuild.getMetadata().getGeneration(), summary);
        return status.equals(imageBuild.getStatus())
                ? ErrorStatusUpdateControl.noStatusUpdate()
                : ErrorStatusUpdateControl.patchStatus(withStatus(imageBuild, status));
    }

    private List<Step> steps(Cluster cluster) {
        return List.of(
                new ResolveRegistry(),
                new ResolveSource(),
                new StartBuild(cluster),
                new ObserveBuild(cluster, inspector),
                new RollOut(cluster));
    }

    private Outcome.Stop run(List<Step> steps, BuildContext seen) {
        var progress = start(seen.imageBuild());
        try {
            for (var step : steps) {
                switch (step.run(seen, progress)) {
                    case Outcome.Proceed proceed -> progress = proceed.progress();
                    case Outcome.Stop stop -> {
                        return stop;
                    }
                }
            }
        } catch (NameTakenException e) {
            return new Outcome.Stop(
                    progress.kept(),
                    new Summary.Stalled(ImageBuildReasons.NAME_TAKEN, e.getMessage()),
                    Optional.empty());
        }
        return new Outcome.Stop(progress, ready(progress), Optional.empty());
    }

    private static Summary ready(Progress progress) {
        var where = progress.rollout() == null
                ? "is in the registry"
                : "runs on %s pods of %s"
                        .formatted(
                                progress.rollout().summary(), progress.rollout().workload());
        return new Summary.Ready(
                ImageBuildReasons.SUCCEEDED, progress.image().reference() + " " + where);
    }

    private UpdateControl<ImageBuild> write(
            ImageBuild imageBuild, Outcome.Stop outcome, Context<ImageBuild> context) {
        var status = outcome.progress().status(imageBuild.getMetadata().getGeneration(), outcome.summary());
        if (!status.equals(imageBuild.getStatus())) {
            // before the status: an operator that is killed in between tells again, under the same name
            ImageBuildHappenings.between(imageBuild.getStatus(), status)
                    .forEach(happening -> events.record(imageBuild, happening));
            // cached, so that the next reconciliation knows of it, whatever wakes it
            PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(
                    imageBuild, withStatus(imageBuild, status), context);
        }
        UpdateControl<ImageBuild> control = UpdateControl.noUpdate();
        outcome.again().ifPresent(control::rescheduleAfter);
        return control;
    }

    private Progress start(ImageBuild imageBuild) {
        var status = imageBuild.getStatus();
        var conditions = Conditions.after(
                status == null ? null : status.conditions(),
                imageBuild.getMetadata().getGeneration(),
                clock);
        return Progress.of(status, conditions);
    }

    /** A fresh minimal resource: server-side apply of it owns the status and nothing else. */
    private static ImageBuild withStatus(ImageBuild imageBuild, ImageBuildStatus status) {
        var fresh = new ImageBuild();
        fresh.getMetadata().setName(imageBuild.getMetadata().getName());
        fresh.getMetadata().setNamespace(imageBuild.getMetadata().getNamespace());
        fresh.setStatus(status);
        return fresh;
    }
}
