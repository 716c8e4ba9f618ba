package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.ImageBuildConditions.BUILT;
import static dev.onggi.operator.imagebuild.ImageBuildConditions.PUSHED;
import static dev.onggi.operator.imagebuild.ImageBuildConditions.SOURCE_FETCHED;

import dev.onggi.api.v1alpha1.ImageBuildSpec.CacheMode;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Build;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.imagebuild.resource.BuildInputsFactory;
import dev.onggi.operator.imagebuild.resource.BuildNetworkPolicy;
import dev.onggi.operator.imagebuild.resource.BuildPlan;
import dev.onggi.operator.imagebuild.resource.CacheClaimFactory;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sees to it that the current input is built once: starts a build, stops an older one, or waits. */
public final class StartBuild implements Step {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    /** Policies and the labels of namespaces are not watched: whoever corrects them shall not have to tell. */
    private static final Duration TRY_ADMISSION_AGAIN = Duration.ofSeconds(30);

    private static final String NEXT = "; the next one starts when it has ended";

    private static final Duration LOOK_FOR_ROOM_AGAIN = Duration.ofSeconds(5);

    private final Cluster cluster;

    /** A step that acts on a cluster. */
    public StartBuild(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Outcome run(BuildContext context, Progress progress) {
        var plan = context.plan();
        var decision = BuildDecision.of(context, progress);
        var suspended = Boolean.TRUE.equals(plan.spec().suspend());
        return switch (decision) {
            case BuildDecision.Built built ->
                Outcome.proceed(named(plan, progress).confirmed(SOURCE_FETCHED, BUILT, PUSHED));
            case BuildDecision.EndUnrecorded ended ->
                Outcome.stop(
                        recorded(context, progress, ended.pod()),
                        new Summary.InProgress(
                                ImageBuildReasons.BUILD_STARTED,
                                "build %d has ended, and its input has changed; the next one starts"
                                        .formatted(BuildDecision.number(ended.pod()))),
                        LOOK_AGAIN);
            case BuildDecision.Observe observe
            when suspended && !PodObservation.isFinished(observe.pod()) ->
                suspended(cancelled(progress, observe.pod(), context.now()));
            case BuildDecision.Observe observe -> Outcome.proceed(seen(context, plan, progress, observe.pod()));
            case BuildDecision.Cancel cancel
            when suspended -> suspended(cancelled(progress, cancel.pod(), context.now()));
            case BuildDecision.LetFinish older
            when suspended -> suspended(cancelled(progress, older.pod(), context.now()));
            case BuildDecision.LetFinish older ->
                Outcome.stop(
                        progress.kept(),
                        new Summary.InProgress(
                                ImageBuildReasons.QUEUED,
                                "build %d is of an older input and goes on to its end, for spec.runPolicy is Serial; then the newest input is built"
                                        .formatted(BuildDecision.number(older.pod()))));
            case BuildDecision.AwaitEnd awaitEnd when suspended -> suspended(progress);
            case BuildDecision.Cancel cancel ->
                cancelling(
                        cancelled(progress, cancel.pod(), context.now()),
                        "build %d is being stopped, for its input has changed"
                                .formatted(BuildDecision.number(cancel.pod())));
            case BuildDecision.AwaitEnd awaitEnd -> awaiting(context, progress, awaitEnd.pod());
            case BuildDecision.Failed failed ->
                Outcome.stop(
                        progress.kept(),
                        new Summary.Stalled(
                                progress.failure().reason(), progress.failure().message()));
            case BuildDecision.Start start when suspended -> suspended(progress);
            case BuildDecision.Missing missing when suspended -> suspended(progress);
            case BuildDecision.RetryLater later when suspended -> suspended(progress);
            case BuildDecision.Start start ->
                RegistryRoom.wanting(context)
                        .map(full -> Outcome.stop(progress.kept(), full))
                        .orElseGet(() -> start(context, plan, progress, start));
            case BuildDecision.Missing missing -> missing(context, plan, progress, missing.build());
            case BuildDecision.RetryLater later ->
                Outcome.stop(
                        progress.kept(),
                        new Summary.Retrying(
                                progress.failure().reason(), progress.failure().message()),
                        Duration.between(context.now(), later.at()));
        };
    }

    /** The image's reference follows the registry, whose address for nodes may change without a build. */
    private static Progress named(BuildPlan plan, Progress progress) {
        return progress.with(progress.image()
                .withReference(plan.pullReference(new Digest(progress.image().digest()))));
    }

    /** Recorded before the next one starts: each build is told of. */
    private static Progress recorded(BuildContext context, Progress progress, Pod pod) {
        return PodObservation.of(pod, context.now()) instanceof PodObservation.Ended ended
                ? OutdatedBuild.record(progress, pod, ended).kept()
                : progress.kept();
    }

    /** Starts nothing twice: a Pod that the status does not know is one from before the operator was killed. */
    private Progress seen(BuildContext context, BuildPlan plan, Progress progress, Pod pod) {
        if (BuildRecord.knows(progress, pod)) {
            return progress;
        }
        if (!PodObservation.isFinished(pod)) {
            provide(context, plan, pod);
        }
        return BuildRecord.started(progress, pod, BuildRecord.attempt(progress, pod));
    }

    private Outcome missing(BuildContext context, BuildPlan plan, Progress progress, Build build) {
        // the informer may not have seen the Pod yet: only the API server knows that it is gone
        if (cluster.exists(context.namespace(), build.pod())) {
            var summary =
                    cluster.outOfReach(build.pod()).orElseGet(() -> started(context, build.number(), build.pod()));
            return Outcome.stop(progress.kept(), summary, LOOK_AGAIN);
        }
        if (!plan.fingerprint().equals(build.fingerprint())) {
            // recorded before the next one starts: each build is told of
            return Outcome.stop(
                    BuildRecord.superseded(progress, context.now()).kept(),
                    new Summary.InProgress(
                            ImageBuildReasons.CANCELLING,
                            "build %d was stopped, for its input has changed; the next one starts"
                                    .formatted(build.number())),
                    LOOK_AGAIN);
        }
        var failure = FailedEnd.failure(
                ImageBuildReasons.BUILD_INTERRUPTED,
                "Pod %s was gone before its build ended; see kubectl get events -n %s"
                        .formatted(build.pod(), context.namespace()));
        return FailedEnd.lost(context, progress, failure);
    }

    private Outcome start(BuildContext context, BuildPlan plan, Progress progress, BuildDecision.Start start) {
        var memory = MoreMemory.of(plan, progress, start);
        return switch (creation(plan, start, memory)) {
            case Cluster.PodCreation.Postponed postponed ->
                Outcome.stop(progress.kept(), postponed.summary(), LOOK_AGAIN);
            case Cluster.PodCreation.Denied denied
            when memory.isPresent() ->
                Outcome.stop(
                        progress.kept(),
                        MoreMemory.refused(progress, memory.get(), denied.message()),
                        TRY_ADMISSION_AGAIN);
            case Cluster.PodCreation.OverQuota full
            when memory.isPresent() ->
                Outcome.stop(
                        progress.kept(),
                        MoreMemory.refused(progress, memory.get(), full.message()),
                        TRY_ADMISSION_AGAIN);
            case Cluster.PodCreation.OverQuota full ->
                Outcome.stop(
                        progress.kept(),
                        new Summary.Retrying(
                                ImageBuildReasons.QUOTA_EXCEEDED,
                                "there is no room for the build Pod, which is made when there is: %s; see kubectl describe quota -n %s"
                                        .formatted(full.message(), context.namespace())),
                        LOOK_FOR_ROOM_AGAIN);
            case Cluster.PodCreation.Denied denied ->
                Outcome.stop(progress.kept(), EngineChoice.denied(plan, denied.message()), TRY_ADMISSION_AGAIN);
            case Cluster.PodCreation.Created created -> created(context, plan, progress, start, created.pod());
        };
    }

    private Cluster.PodCreation creation(BuildPlan plan, BuildDecision.Start start, Optional<Quantity> memory) {
        return plan.isShared()
                ? cluster.hand(plan, start.number(), start.attempt())
                : EngineChoice.create(cluster, plan, start.number(), memory);
    }

    private Outcome created(
            BuildContext context, BuildPlan plan, Progress progress, BuildDecision.Start start, Pod pod) {
        provide(context, plan, pod);
        return Outcome.stop(
                BuildRecord.started(progress, pod, start.attempt()),
                started(context, start.number(), pod.getMetadata().getName()));
    }

    /** What the Pod waits for. It is made after the Pod, so that a Pod that is not admitted leaves nothing behind. */
    private void provide(BuildContext context, BuildPlan plan, Pod pod) {
        if (SharedBuild.is(pod)) {
            return; // it was handed over with the build
        }
        // before its inputs, without which no container of it starts
        cluster.apply(
                BuildNetworkPolicy.of(plan.imageBuild(), plan.settings().deniedNetworks()), context.networkPolicy());
        if (plan.cacheMode() == CacheMode.VOLUME) {
            cluster.apply(CacheClaimFactory.claim(plan.imageBuild()), context.cacheClaim());
        }
        cluster.create(BuildInputsFactory.configMap(plan, pod));
    }

    private static Summary started(BuildContext context, int number, String pod) {
        return new Summary.InProgress(
                ImageBuildReasons.BUILD_STARTED,
                "build %d runs in Pod %s; see kubectl logs -n %s -f %s"
                        .formatted(number, pod, context.namespace(), pod));
    }

    private Progress cancelled(Progress progress, Pod pod, Instant now) {
        cluster.delete(pod);
        return BuildRecord.cancelled(progress, pod, now);
    }

    private static Outcome cancelling(Progress progress, String what) {
        return Outcome.stop(progress.kept(), new Summary.InProgress(ImageBuildReasons.CANCELLING, what + NEXT));
    }

    private static Outcome awaiting(BuildContext context, Progress progress, Pod pod) {
        var what = "build %d is being stopped".formatted(BuildDecision.number(pod));
        return LostNode.of(pod, context.now())
                .map(silent -> Outcome.stop(
                        progress.kept(), new Summary.Retrying(ImageBuildReasons.NODE_SILENT, what + silent)))
                .orElseGet(() -> LostNode.due(pod, context.now())
                        .<Outcome>map(due -> Outcome.stop(
                                progress.kept(),
                                new Summary.InProgress(ImageBuildReasons.CANCELLING, what + NEXT),
                                due))
                        .orElseGet(() -> cancelling(progress, what)));
    }

    private static Outcome suspended(Progress progress) {
        return Outcome.stop(
                progress.kept(),
                new Summary.Stalled(
                        ImageBuildReasons.SUSPENDED,
                        "spec.suspend is true and the current input is not built; set it to false to build"));
    }
}
