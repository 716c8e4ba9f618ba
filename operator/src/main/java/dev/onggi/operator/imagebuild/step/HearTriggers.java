package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.ImageBuildConditions.WATCHING;

import dev.onggi.api.v1alpha1.BaseImage;
import dev.onggi.api.v1alpha1.BuildTrigger;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.imagebuild.resource.Watch;
import dev.onggi.operator.imagebuild.resource.WatchPodFactory;
import dev.onggi.operator.model.Count;
import dev.onggi.operator.model.LogText;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Has a Pod ask what spec.triggers names as long as the newest build is over, and hears what it found. It stops for news
 * alone, which are written down before a build starts for them; that nobody can be asked says nothing of the image that
 * there is.
 */
public final class HearTriggers implements Step {

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    /** As much as the status takes. */
    private static final int LONGEST_FIND = 1024;

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
        return switch (WatchObservation.of(pod, watch)) {
            case WatchObservation.FoundCommit found ->
                found(context, progress, watch, ImageBuildReasons.NEW_COMMIT, found.commit());
            case WatchObservation.FoundBases found ->
                found(
                        context,
                        progress.withBaseImages(moved(progress.baseImages(), found.bases())),
                        watch,
                        ImageBuildReasons.NEW_BASE_IMAGE,
                        names(found.bases()));
            case WatchObservation.Starting _ -> Outcome.proceed(starting(progress));
            case WatchObservation.Quiet _ ->
                Outcome.proceed(progress.with(
                        WATCHING, ConditionStatus.TRUE, ImageBuildReasons.WATCHING, asked(context, watch)));
            case WatchObservation.Over _ -> {
                remove(pod);
                yield Outcome.proceed(starting(progress));
            }
            case WatchObservation.Troubled troubled ->
                Outcome.proceed(progress.with(
                        WATCHING,
                        ConditionStatus.FALSE,
                        troubled.reason(),
                        troubled.message() + "; it is asked again, with growing pauses, and what is built stays"));
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
                // tried again as every error is
                case Cluster.PodCreation.OverQuota full -> throw new IllegalStateException(full.message());
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

    private static Outcome found(BuildContext context, Progress progress, Watch watch, String reason, String what) {
        var found = LogText.line(what, LONGEST_FIND);
        var trigger = new BuildTrigger(
                reason,
                found,
                watch.build(),
                context.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return Outcome.stop(
                starting(progress).with(trigger).kept(),
                new Summary.InProgress(reason, "found %s; the next build is of it".formatted(found)),
                AT_ONCE);
    }

    /** Known from now on, whatever becomes of the next build: the same find starts no second one. */
    private static List<BaseImage> moved(List<BaseImage> known, List<BaseImage> found) {
        return known.stream()
                .map(base -> found.stream()
                        .filter(other -> other.reference().equals(base.reference()))
                        .findFirst()
                        .orElse(base))
                .toList();
    }

    private static String names(List<BaseImage> bases) {
        return bases.stream()
                .map(base -> base.reference() + "@" + base.digest())
                .collect(Collectors.joining(", "));
    }

    private static String asked(BuildContext context, Watch watch) {
        var spec = context.imageBuild().getSpec();
        var asked = new ArrayList<String>();
        if (Watch.isOfCommits(context.imageBuild())) {
            asked.add("the git server is asked for the commit of %s every %s%s"
                    .formatted(
                            Objects.requireNonNullElse(spec.source().git().revision(), "HEAD"),
                            spec.triggers().everyCommit(),
                            spec.triggers().webhook() == null ? "" : " and at each push event"));
        }
        if (spec.triggers().baseImage() != null) {
            asked.add("registries are asked for %s every %s"
                    .formatted(
                            Count.of(watch.bases().size(), "base image"),
                            spec.triggers().baseImage().every()));
        }
        return String.join(", and ", asked);
    }

    private void remove(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() == null) {
            cluster.delete(pod);
        }
    }
}
