package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildSpec;
import dev.onggi.api.v1alpha1.ImageBuildStatus;
import dev.onggi.api.v1alpha1.RolloutStatus;
import dev.onggi.operator.OperatorConfig;
import dev.onggi.operator.builder.SharedBuilders;
import dev.onggi.operator.builder.resource.SharedBuilderSettings;
import dev.onggi.operator.event.EventRecorder;
import dev.onggi.operator.imagebuild.resource.BuilderSettings;
import dev.onggi.operator.imagebuild.step.BuildContext;
import dev.onggi.operator.imagebuild.step.Cluster;
import dev.onggi.operator.imagebuild.step.GoBack;
import dev.onggi.operator.imagebuild.step.HearTriggers;
import dev.onggi.operator.imagebuild.step.NameTakenException;
import dev.onggi.operator.imagebuild.step.ObserveBuild;
import dev.onggi.operator.imagebuild.step.Outcome;
import dev.onggi.operator.imagebuild.step.Progress;
import dev.onggi.operator.imagebuild.step.Prune;
import dev.onggi.operator.imagebuild.step.RejectedException;
import dev.onggi.operator.imagebuild.step.ResolveRegistry;
import dev.onggi.operator.imagebuild.step.ResolveSource;
import dev.onggi.operator.imagebuild.step.RollOut;
import dev.onggi.operator.imagebuild.step.StartBuild;
import dev.onggi.operator.imagebuild.step.Step;
import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.metrics.Meters;
import dev.onggi.operator.model.SeccompProfile;
import dev.onggi.operator.model.WatchedNamespaces;
import dev.onggi.operator.registry.RegistryClient;
import dev.onggi.operator.status.Conditions;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
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

    /** No informer sees an object that is not ours: whoever removes it shall not have to tell. */
    private static final Duration LOOK_FOR_FOREIGN_AGAIN = Duration.ofSeconds(30);

    private final WatchedNamespaces watched;
    private final BuildContextReader reader;
    private final SourceConfigMaps configMaps;
    private final SourceClaims claims;
    private final RegistryImageInspector inspector;
    private final EventRecorder events;
    private final Meters meters;
    private final String namespace;
    private final Clock clock;
    private final KubernetesClient client;
    private final SharedBuilderSettings builderSettings;
    private SharedBuilders builders;
    private final NodesWithoutUserNamespaces nodes;
    private RolloutTargets targets;

    /** A reconciler. */
    public ImageBuildReconciler(
            OperatorConfig config,
            KubernetesClient client,
            RegistryClient registryClient,
            EventRecorder events,
            Meters meters,
            Clock clock) {
        this.watched = WatchedNamespaces.of(config.watchNamespaces());
        this.configMaps = new SourceConfigMaps(client);
        this.claims = new SourceClaims(client);
        var profile = SeccompProfile.forBuilds().localhostProfile();
        this.reader = new BuildContextReader(
                new BuilderSettings(
                        config.build().image(),
                        config.build().rootlessImage(),
                        config.gateway().image(),
                        profile,
                        config.build().deniedNetworks()),
                watched,
                clock,
                configMaps,
                claims);
        this.client = client;
        this.nodes = new NodesWithoutUserNamespaces(clock);
        this.builderSettings = new SharedBuilderSettings(
                config.build().image(),
                config.gateway().image(),
                profile,
                config.namespace(),
                config.builder().builds(),
                config.builder().idle(),
                config.build().deniedNetworks());
        this.inspector = new RegistryImageInspector(client, registryClient);
        this.events = events;
        this.meters = meters;
        this.namespace = config.namespace();
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, ImageBuild>> prepareEventSources(EventSourceContext<ImageBuild> context) {
        var cache = context.getPrimaryCache();
        builders = new SharedBuilders(
                client,
                watched,
                builderSettings,
                new CertificateIssuer(clock, new SecureRandom()),
                clock,
                wanted -> cache.list(wanted, imageBuild -> true).toList());
        ImageBuildGauges.register(meters, cache);
        targets = new RolloutTargets(client, id -> cache.get(id).isPresent());
        return ImageBuildEventSources.of(context, watched, configMaps, claims, builders, targets.sources());
    }

    @Override
    public UpdateControl<ImageBuild> reconcile(ImageBuild imageBuild, Context<ImageBuild> context) {
        var greeted = greeted(imageBuild, context);
        var cluster = new KubernetesCluster(greeted, context, builders, nodes);
        var seen = look(greeted, context);
        var run = run(steps(cluster), seen).keeping(greeted.getSpec());
        write(greeted, run.outcome(), seen.buildPods(), context);
        run.error().ifPresent(error -> {
            throw error;
        });
        Prune.excess(seen, run.outcome().progress()).forEach(cluster::delete);
        UpdateControl<ImageBuild> control = UpdateControl.noUpdate();
        run.outcome()
                .again()
                .or(() -> HearTriggers.due(seen, run.outcome().progress()))
                .ifPresent(control::rescheduleAfter);
        return control;
    }

    /** What there is to say of an error is in the status already, beside what was reached before it. */
    @Override
    public ErrorStatusUpdateControl<ImageBuild> updateErrorStatus(
            ImageBuild imageBuild, Context<ImageBuild> context, Exception error) {
        return ErrorStatusUpdateControl.noStatusUpdate();
    }

    /** The first status is written at once: it says that the resource was seen, and that nothing is known yet. */
    private ImageBuild greeted(ImageBuild imageBuild, Context<ImageBuild> context) {
        var status = imageBuild.getStatus();
        if (status != null && status.conditions() != null) {
            return imageBuild;
        }
        var summary = new Summary.InProgress(ImageBuildReasons.RESOLVING, "looking for the registry and the source");
        return write(imageBuild, new Outcome.Stop(start(imageBuild), summary, Optional.empty()), List.of(), context);
    }

    /** What is there; what goes wrong before any step can tell of it is in the status as well. */
    private BuildContext look(ImageBuild imageBuild, Context<ImageBuild> context) {
        try {
            builders.tend(imageBuild);
            return reader.read(imageBuild, context, builders, targets);
        } catch (RuntimeException e) {
            write(imageBuild, retrying(start(imageBuild), e), List.of(), context);
            throw e;
        }
    }

    private List<Step> steps(Cluster cluster) {
        var rollOut = new RollOut(cluster, targets);
        return List.of(
                new ResolveRegistry(cluster),
                new ResolveSource(),
                new HearTriggers(cluster),
                new GoBack(rollOut),
                new StartBuild(cluster),
                new ObserveBuild(cluster, inspector),
                rollOut);
    }

    /** What the steps came to; with an error, what was reached before it. */
    private record Run(Outcome.Stop outcome, Optional<RuntimeException> error) {

        Run keeping(ImageBuildSpec spec) {
            return new Run(
                    new Outcome.Stop(outcome.progress().keeping(spec), outcome.summary(), outcome.again()), error);
        }
    }

    private Run run(List<Step> steps, BuildContext seen) {
        var progress = start(seen.imageBuild());
        try {
            for (var step : steps) {
                switch (step.run(seen, progress)) {
                    case Outcome.Proceed proceed -> progress = proceed.progress();
                    case Outcome.Stop stop -> {
                        return new Run(stop, Optional.empty());
                    }
                }
            }
            return new Run(new Outcome.Stop(progress, ready(progress), Optional.empty()), Optional.empty());
        } catch (NameTakenException e) {
            var summary = new Summary.Stalled(ImageBuildReasons.NAME_TAKEN, e.getMessage());
            return new Run(
                    new Outcome.Stop(progress.kept(), summary, Optional.of(LOOK_FOR_FOREIGN_AGAIN)), Optional.empty());
        } catch (RejectedException e) {
            var summary = new Summary.Stalled(ImageBuildReasons.REJECTED, e.getMessage());
            return new Run(new Outcome.Stop(progress.kept(), summary, Optional.empty()), Optional.empty());
        } catch (RuntimeException e) {
            return new Run(retrying(progress, e), Optional.of(e));
        }
    }

    private Outcome.Stop retrying(Progress progress, RuntimeException error) {
        var summary = new Summary.Retrying(
                ImageBuildReasons.RETRYING,
                "an error is tried again: %s; see kubectl logs -n %s deployment/onggi-operator"
                        .formatted(error.getMessage(), namespace));
        return new Outcome.Stop(progress.kept(), summary, Optional.empty());
    }

    private static Summary ready(Progress progress) {
        var where = progress.rollout() == null ? "is in the registry" : where(progress.rollout());
        return new Summary.Ready(ImageBuildReasons.SUCCEEDED, progress.image().reference() + " " + where);
    }

    private static String where(RolloutStatus rollout) {
        if (rollout.summary() == null) {
            return "is what %s runs from its next run on".formatted(rollout.workload());
        }
        return rollout.replicas() == 0
                ? "is what %s will run when it has pods; none are wanted now".formatted(rollout.workload())
                : "runs on %s pods of %s".formatted(rollout.summary(), rollout.workload());
    }

    private ImageBuild write(
            ImageBuild imageBuild, Outcome.Stop outcome, List<Pod> buildPods, Context<ImageBuild> context) {
        var status = outcome.progress().status(imageBuild.getMetadata().getGeneration(), outcome.summary());
        if (status.equals(imageBuild.getStatus())) {
            return imageBuild;
        }
        // before the status: an operator that is killed in between tells again, under the same name
        ImageBuildHappenings.between(imageBuild.getStatus(), status)
                .forEach(happening -> events.record(imageBuild, happening));
        // cached, so that the next reconciliation knows of it, whatever wakes it
        var written = PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(
                imageBuild, withStatus(imageBuild, status), context);
        // after it: what was not written is told again
        meters.record(ImageBuildMeasures.between(imageBuild, status, buildPods, clock.instant()));
        return written;
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
