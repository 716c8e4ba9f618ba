package dev.onggi.operator.imagebuild;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuildStatus;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Build;
import dev.onggi.api.v1alpha1.ImageBuildStatus.Failure;
import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
import dev.onggi.operator.event.Happening;
import dev.onggi.operator.imagebuild.step.BuildResults;
import dev.onggi.operator.model.Count;
import dev.onggi.operator.model.LogText;
import dev.onggi.operator.status.ConditionTypes;
import dev.onggi.operator.status.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What happened between two states of an ImageBuild: the events to write. Pure. */
final class ImageBuildHappenings {

    private static final List<String> ORDER = List.of(
            ImageBuildReasons.NEW_COMMIT,
            ImageBuildReasons.NEW_BASE_IMAGE,
            ImageBuildReasons.BUILD_STARTED,
            ImageBuildReasons.MEMORY_RAISED,
            ImageBuildReasons.SOURCE_FETCHED,
            ImageBuildReasons.BUILD_SUCCEEDED,
            ImageBuildReasons.PUSHED,
            ImageBuildReasons.ROLLOUT_STARTED,
            ImageBuildReasons.ROLLOUT_COMPLETE);

    /** What an event's note takes, less what characters beyond ASCII need. */
    private static final int NOTE_LENGTH = 900;

    private final ImageBuildStatus before;
    private final ImageBuildStatus after;
    private final List<Happening> happenings = new ArrayList<>();

    private ImageBuildHappenings(ImageBuildStatus before, ImageBuildStatus after) {
        this.before = before;
        this.after = after;
    }

    /**
     * The events, in the order in which things happened.
     *
     * @param before the status as it was, or null
     */
    static List<Happening> between(ImageBuildStatus before, ImageBuildStatus after) {
        var between = new ImageBuildHappenings(before, after);
        between.triggers();
        between.build();
        between.rollout();
        between.trouble();
        return List.copyOf(between.happenings);
    }

    private void build() {
        var build = after.build();
        if (build == null) {
            return;
        }
        var known = before == null ? null : before.build();
        var key = build.number().toString();
        if (known == null || !known.number().equals(build.number())) {
            add(Happening.normal(
                    ImageBuildReasons.BUILD_STARTED,
                    "Build",
                    "build %s runs in Pod %s".formatted(key, build.pod()),
                    key));
        }
        if (build.raisedMemory() != null && !sameBuild(known, build)) {
            add(Happening.normal(
                    ImageBuildReasons.MEMORY_RAISED,
                    "Build",
                    "build %s has a memory limit of %s, for one before ran out of memory; raise spec.builder.resources.limits.memory to spare later builds the try"
                            .formatted(key, build.raisedMemory()),
                    key));
        }
        if (isTrue(after, ImageBuildConditions.SOURCE_FETCHED)
                && !(isTrue(before, ImageBuildConditions.SOURCE_FETCHED) && sameBuild(known, build))) {
            add(Happening.normal(
                    ImageBuildReasons.SOURCE_FETCHED,
                    "Fetch",
                    "the source of build %s is there%s".formatted(key, revision()),
                    key));
        }
        if (build.result() != null
                && !(sameBuild(known, build) && build.result().equals(known.result()))) {
            ended(build, key);
        }
    }

    private void ended(Build build, String key) {
        switch (build.result()) {
            case BuildResults.SUCCEEDED -> {
                var digest = digest(build);
                add(Happening.normal(
                        ImageBuildReasons.BUILD_SUCCEEDED,
                        "Build",
                        "build %s made %s in %s, %s came from the cache"
                                .formatted(
                                        key,
                                        digest,
                                        build.duration(),
                                        Count.part(build.cachedSteps(), build.steps(), "step")),
                        key));
                if (after.image() != null && digest.equals(after.image().digest())) {
                    add(Happening.normal(
                            ImageBuildReasons.PUSHED, "Push", after.image().reference(), key));
                }
            }
            case BuildResults.CANCELLED ->
                add(Happening.normal(
                        ImageBuildReasons.BUILD_CANCELLED,
                        "Cancel",
                        "build %s was stopped after %s".formatted(key, build.duration()),
                        key));
            default -> add(Happening.warning(ImageBuildReasons.BUILD_FAILED, "Build", failure(build), key));
        }
    }

    /** Of a build whose input has changed meanwhile, the status does not keep the image; the history tells of it. */
    private String digest(Build build) {
        return entry(build)
                .map(HistoryEntry::digest)
                .orElseGet(() -> after.image().digest());
    }

    private Optional<HistoryEntry> entry(Build build) {
        return Stream.ofNullable(after.history())
                .flatMap(List::stream)
                .filter(entry -> entry.number().equals(build.number()))
                .findFirst();
    }

    private void rollout() {
        var rollout = after.rollout();
        if (rollout == null) {
            return;
        }
        templateConflicts();
        var known = before == null || before.rollout() == null
                ? null
                : before.rollout().digest();
        if (!rollout.digest().equals(known)) {
            add(Happening.normal(
                    ImageBuildReasons.ROLLOUT_STARTED,
                    "Rollout",
                    "%s now runs %s".formatted(rollout.workload(), running()),
                    rolloutKey()));
        }
        if (isTrue(after, ImageBuildConditions.ROLLED_OUT) && !isTrue(before, ImageBuildConditions.ROLLED_OUT)) {
            add(Happening.normal(
                    ImageBuildReasons.ROLLOUT_COMPLETE,
                    "Rollout",
                    rollout.summary() == null
                            ? "%s has the image".formatted(rollout.workload())
                            : "%s of the pods of %s are updated and available"
                                    .formatted(rollout.summary(), rollout.workload()),
                    rolloutKey()));
        }
    }

    /** What the template says in vain, each time that it is something else. */
    private void templateConflicts() {
        var conflicts = after.rollout().templateConflicts();
        var known = before == null || before.rollout() == null
                ? null
                : before.rollout().templateConflicts();
        if (conflicts != null && !conflicts.equals(known)) {
            add(Happening.warning(
                    ImageBuildReasons.TEMPLATE_CONFLICT,
                    "Rollout",
                    "rollout.deployment.template is passed over where a field of the ImageBuild or the operator decides: %s; take it out there, and use the field of rollout.deployment where there is one"
                            .formatted(LogText.line(String.join(", ", conflicts), NOTE_LENGTH / 2)),
                    "template" + rolloutKey()));
        }
    }

    /** The image that the workload was set to: the newest one by its whole reference, an older one by its digest. */
    private String running() {
        var digest = after.rollout().digest();
        return after.image() != null && digest.equals(after.image().digest())
                ? after.image().reference()
                : digest;
    }

    /** What went wrong beside builds: each new reason of Ready that is bad is told once per generation and build. */
    private void trouble() {
        var ready = Conditions.find(after.conditions(), ConditionTypes.READY);
        var reason = ready.map(Condition::reason).orElse("");
        var known = before == null
                ? Optional.<Condition>empty()
                : Conditions.find(before.conditions(), ConditionTypes.READY);
        var isNews = known.map(condition -> !condition.reason().equals(reason)
                        || !condition.status().equals("False"))
                .orElse(true);
        var isBad =
                ready.filter(condition -> condition.status().equals("False")).isPresent();
        var isBuildFailure = after.build() != null
                && after.build().result() != null
                && after.failure() != null
                && BuildResults.FAILED.equals(after.build().result())
                && reason.equals(after.failure().reason());
        if (isBad && (isNews ? !isBuildFailure : stopsHere(known.get(), ready.get()))) {
            add(Happening.warning(reason, "Reconcile", ready.get().message(), rolloutKey()));
        }
    }

    /** Whether what was to be tried again cannot be, which is not told yet: no Pod with more memory is admitted, say. */
    private boolean stopsHere(Condition known, Condition ready) {
        return isTrue(after, ConditionTypes.STALLED)
                && !isTrue(before, ConditionTypes.STALLED)
                && sameBuild(before.build(), after.build())
                && !ready.message().equals(known.message());
    }

    /** What a trigger found, and that there is no answer any more: once per reason and build. */
    private void triggers() {
        var trigger = after.trigger();
        if (trigger != null && (before == null || !trigger.equals(before.trigger()))) {
            add(Happening.normal(
                    trigger.reason(),
                    "Trigger",
                    "found %s; the next build is of it".formatted(LogText.line(trigger.found(), NOTE_LENGTH)),
                    trigger.afterBuild().toString()));
        }
        var watching = Conditions.find(after.conditions(), ImageBuildConditions.WATCHING)
                .filter(condition -> condition.status().equals("False"));
        var known = before == null
                ? Optional.<String>empty()
                : Conditions.find(before.conditions(), ImageBuildConditions.WATCHING)
                        .filter(condition -> condition.status().equals("False"))
                        .map(Condition::reason);
        watching.filter(condition -> !known.equals(Optional.of(condition.reason())))
                .ifPresent(condition -> add(
                        Happening.warning(condition.reason(), "Watch", condition.message(), "watch" + rolloutKey())));
    }

    /** What is rolled out differs by the build, and by the spec: replicas and environment are rolled out as well. */
    private String rolloutKey() {
        var number = after.build() == null ? "-" : after.build().number().toString();
        return number + "/" + after.observedGeneration();
    }

    private String revision() {
        return after.source() == null || after.build().result() == null
                ? ""
                : ", at revision " + after.source().revision();
    }

    private String failure(Build build) {
        var failure = after.failure();
        if (failure == null) {
            return "build %d of an input that has changed since: %s"
                    .formatted(
                            build.number(),
                            entry(build).map(HistoryEntry::reason).orElse(BuildResults.FAILED));
        }
        return failure.log() == null ? failure.message() : failure.message() + "\n" + lastWords(failure);
    }

    /** The end of the log, as much of it as an event can hold beside the message. */
    private static String lastWords(Failure failure) {
        var room = Math.max(0, NOTE_LENGTH - failure.message().length());
        var log = failure.log();
        return log.length() <= room ? log : log.substring(log.length() - room);
    }

    private static boolean sameBuild(Build known, Build build) {
        return known != null && Objects.equals(known.number(), build.number());
    }

    private static boolean isTrue(ImageBuildStatus status, String type) {
        return status != null && Conditions.isTrue(status.conditions(), type);
    }

    /** Events sort by the build that they tell of, and within it by the order in which things happen. */
    private void add(Happening happening) {
        var number = after.build() == null ? 0 : after.build().number();
        var place = ORDER.indexOf(happening.reason());
        happenings.add(happening.at("%05d-%d".formatted(number, place < 0 ? ORDER.size() : place)));
    }
}
