package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.ImageBuildConditions.WATCHING;

import dev.onggi.api.v1alpha1.BuildTrigger;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.imagebuild.resource.Watch;
import dev.onggi.operator.imagebuild.resource.WatchPodFactory;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * Has a Pod ask what spec.triggers names as long as the newest build is over, and hears what it found. It stops for news
 * alone, which are written down before a build starts for them; that nobody can be asked says nothing of the image that
 * there is.
 */
public final class HearTriggers implements Step {

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final Cluster cluster;

    /** A step that makes and deletes a Pod. */
    public HearTriggers(Cluster cluster) {
        this.cluster = cluster;
    }

    /** When to look again after a reconciliation in which a build has ended: no event tells that it is time to watch. */
    public static Optional<Duration> due(BuildContext context, Progress progress) {
        var before = context.imageBuild().getStatus();
        var ended = before == null || !Objects.equals(before.build(), progress.build());
        return ended && Watch.isWanted(context.imageBuild()) ? Optional.of(AT_ONCE) : Optional.empty();
    }

    @Override
    public Outcome run(BuildContext context, Progress progress) {
        var target = WatchTarget.of(context, progress);
        if (target.isEmpty()) {
            context.watch().ifPresent(this::remove);
            return Outcome.proceed(Watch.isWanted(context.imageBuild()) ? progress.withPrevious(WATCHING) : progress);
        }
        var watch = target.get();
        if (context.watch().isEmpty()) {
            return Outcome.proceed(start(context, progress, watch));
        }
        var pod = context.watch().get();
        if (!WatchPodFactory.watches(pod, context.plan(), watch)) {
            remove(pod);
            return Outcome.proceed(starting(progress));
        }
        return WatchObservation.of(pod) instanceof WatchObservation.Found found
                        && !found.commit().equals(watch.commit())
                ? found(context, progress, watch, found.commit())
                : Outcome.proceed(told(context, progress, pod));
    }

    private Progress told(BuildContext context, Progress progress, Pod pod) {
        return switch (WatchObservation.of(pod)) {
            case WatchObservation.Starting _ -> starting(progress);
            case WatchObservation.Quiet _ ->
                progress.with(WATCHING, ConditionStatus.TRUE, ImageBuildReasons.WATCHING, asked(context));
            case WatchObservation.Found _, WatchObservation.Over _ -> {
                remove(pod);
                yield starting(progress);
            }
            case WatchObservation.Troubled troubled ->
                progress.with(
                        WATCHING,
                        ConditionStatus.FALSE,
                        troubled.reason(),
                        troubled.message() + "; it is asked again, with growing pauses, and what is built stays");
        };
    }

    private Progress start(BuildContext context, Progress progress, Watch watch) {
        try {
            return switch (cluster.create(WatchPodFactory.pod(context.plan(), watch))) {
                case Cluster.PodCreation.Created _ -> starting(progress);
                case Cluster.PodCreation.Denied denied ->
                    progress.with(
                            WATCHING,
                            ConditionStatus.FALSE,
                            ImageBuildReasons.POD_DENIED,
                            "the Pod that watches is not admitted: " + denied.message()
                                    + "; ask for the policy to be changed");
                case Cluster.PodCreation.Postponed postponed -> starting(progress);
            };
        } catch (NameTakenException e) {
            return progress.with(WATCHING, ConditionStatus.FALSE, ImageBuildReasons.NAME_TAKEN, e.getMessage());
        }
    }

    /** What was known before still holds; it is nothing new that a Pod is replaced. */
    private static Progress starting(Progress progress) {
        var kept = progress.withPrevious(WATCHING);
        return kept.conditions().find(WATCHING).isPresent()
                ? kept
                : progress.with(
                        WATCHING,
                        ConditionStatus.UNKNOWN,
                        ImageBuildReasons.WATCH_STARTING,
                        "the Pod that watches is being started");
    }

    private static Outcome found(BuildContext context, Progress progress, Watch watch, String commit) {
        var trigger = new BuildTrigger(
                ImageBuildReasons.NEW_COMMIT,
                commit,
                watch.build(),
                context.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return Outcome.stop(
                starting(progress).with(trigger).kept(),
                new Summary.InProgress(
                        ImageBuildReasons.NEW_COMMIT, "the source is at %s; the next build is of it".formatted(commit)),
                AT_ONCE);
    }

    private static String asked(BuildContext context) {
        var spec = context.imageBuild().getSpec();
        var git = spec.source().git();
        return "the git server is asked for the commit of %s every %s"
                .formatted(
                        Objects.requireNonNullElse(git.revision(), "HEAD"),
                        spec.triggers().git().every());
    }

    private void remove(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() == null) {
            cluster.delete(pod);
        }
    }
}
