package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.BaseImage;
import dev.onggi.api.v1alpha1.BuildTrigger;
import dev.onggi.api.v1alpha1.ImageBuildSpec;
import dev.onggi.api.v1alpha1.ImageBuildStatus;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Build;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Failure;
import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Image;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Source;
import dev.onggi.api.v1alpha1.RolloutStatus;
import dev.onggi.operator.imagebuild.ImageBuildConditions;
import dev.onggi.operator.status.ConditionStatus;
import dev.onggi.operator.status.Conditions;
import dev.onggi.operator.status.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The status of an ImageBuild while the steps of one reconciliation work on it. A value: every method returns a new one.
 *
 * @param source see {@link ImageBuildStatus}; likewise the others
 */
public record Progress(
        Source source,
        Image image,
        Build build,
        RolloutStatus rollout,
        Failure failure,
        List<HistoryEntry> history,
        BuildTrigger trigger,
        List<BaseImage> baseImages,
        Conditions conditions) {

    /** How many builds the history has room for; {@link BuildsKept} says which stay. */
    static final int HISTORY_LENGTH = 42;

    /** What the status says before the first step. */
    public static Progress of(ImageBuildStatus status, Conditions conditions) {
        return status == null
                ? new Progress(null, null, null, null, null, List.of(), null, List.of(), conditions)
                : new Progress(
                        status.source(),
                        status.image(),
                        status.build(),
                        status.rollout(),
                        status.failure(),
                        Objects.requireNonNullElse(status.history(), List.of()),
                        status.trigger(),
                        Objects.requireNonNullElse(status.baseImages(), List.of()),
                        conditions);
    }

    /** The status to write. */
    public ImageBuildStatus status(long generation, Summary summary) {
        return new ImageBuildStatus(
                generation,
                source,
                image,
                build,
                rollout,
                failure,
                history.isEmpty() ? null : history,
                trigger,
                baseImages.isEmpty() ? null : baseImages,
                summary.onto(conditions).toList());
    }

    Progress with(Source next) {
        return new Progress(next, image, build, rollout, failure, history, trigger, baseImages, conditions);
    }

    Progress with(Image next) {
        return new Progress(source, next, build, rollout, failure, history, trigger, baseImages, conditions);
    }

    Progress with(Build next) {
        return new Progress(source, image, next, rollout, failure, history, trigger, baseImages, conditions);
    }

    Progress with(RolloutStatus next) {
        return new Progress(source, image, build, next, failure, history, trigger, baseImages, conditions);
    }

    Progress withoutRollout() {
        return with((RolloutStatus) null);
    }

    Progress with(BuildTrigger next) {
        return new Progress(source, image, build, rollout, failure, history, next, baseImages, conditions);
    }

    Progress withBaseImages(List<BaseImage> next) {
        return new Progress(source, image, build, rollout, failure, history, trigger, List.copyOf(next), conditions);
    }

    Progress with(Failure next) {
        return new Progress(source, image, build, rollout, next, history, trigger, baseImages, conditions);
    }

    Progress withoutFailure() {
        return with((Failure) null);
    }

    /** With an entry in front of the history; an entry of the same number is replaced, so that telling twice tells once. */
    Progress with(HistoryEntry entry) {
        var next = new ArrayList<HistoryEntry>();
        next.add(entry);
        history.stream()
                .filter(other -> !other.number().equals(entry.number()))
                .limit(HISTORY_LENGTH - 1L)
                .forEach(next::add);
        return new Progress(source, image, build, rollout, failure, List.copyOf(next), trigger, baseImages, conditions);
    }

    /** With the end of the roll-out of a digest, told of the newest build that came to it. */
    Progress withRolloutEnd(String digest, String end) {
        var newest =
                history.stream().filter(entry -> digest.equals(entry.digest())).findFirst();
        var next = history.stream()
                .map(entry -> newest.filter(entry::equals).isPresent() ? entry.withRollout(end) : entry)
                .toList();
        return new Progress(source, image, build, rollout, failure, next, trigger, baseImages, conditions);
    }

    /** With no more builds in the history than the spec asks for. */
    public Progress keeping(ImageBuildSpec spec) {
        var kept = BuildsKept.of(history, spec);
        return kept.equals(history)
                ? this
                : new Progress(source, image, build, rollout, failure, kept, trigger, baseImages, conditions);
    }

    Progress with(String condition, ConditionStatus status, String reason, String message) {
        return with(conditions.with(condition, status, reason, message));
    }

    /** With the conditions of what was reached before, as they were, where this reconciliation has nothing newer. */
    public Progress kept() {
        return withPrevious(
                ImageBuildConditions.SOURCE_FETCHED,
                ImageBuildConditions.BUILT,
                ImageBuildConditions.PUSHED,
                ImageBuildConditions.ROLLED_OUT,
                ImageBuildConditions.WATCHING);
    }

    Progress withPrevious(String... types) {
        var next = conditions;
        for (var type : types) {
            next = next.withPrevious(type);
        }
        return with(next);
    }

    /** With conditions as they were, found to hold for this generation as well. */
    Progress confirmed(String... types) {
        var next = conditions;
        for (var type : types) {
            next = next.confirmed(type);
        }
        return with(next);
    }

    private Progress with(Conditions next) {
        return new Progress(source, image, build, rollout, failure, history, trigger, baseImages, next);
    }
}
