package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
import dev.onggi.api.v1alpha1.RolloutStatus;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.ImageName;
import java.util.Optional;

/** Which image the workload shall run. Pure: an operator that is killed chooses the same again. */
sealed interface RolloutChoice {

    /** An image to run. */
    sealed interface Image extends RolloutChoice {

        /** Full reference by digest. */
        String reference();

        /** Its digest. */
        default String digest() {
            return ImageName.parse(reference())
                    .flatMap(ImageName::digest)
                    .orElseThrow()
                    .value();
        }
    }

    /** The newest image; the normal case. */
    record Newest(String reference) implements Image {}

    /** The image before, for the newest did not become available. */
    record LastGood(String reference) implements Image {}

    /** The image of the build that the spec names. */
    record Pinned(String reference, int build) implements Image {}

    /** The spec names a build that came to no image, or that the history does not know any more. */
    record Unknown(int build) implements RolloutChoice {}

    /** The choice for the spec, and for what was taken back before. */
    static RolloutChoice of(BuildContext context, Progress progress) {
        var pinned = context.imageBuild().getSpec().rollout().toBuild();
        if (pinned != null) {
            return progress.history().stream()
                    .filter(entry -> pinned.equals(entry.number()) && entry.digest() != null)
                    .map(HistoryEntry::digest)
                    .findFirst()
                    .<RolloutChoice>map(digest -> new Pinned(context.plan().pullReference(new Digest(digest)), pinned))
                    .orElseGet(() -> new Unknown(pinned));
        }
        return isTakenBack(context, progress)
                ? new LastGood(goodImage(context, progress).orElseThrow())
                : new Newest(progress.image().reference());
    }

    /** Another image that all Pods ran and were available with, under the address that nodes pull from today. */
    static Optional<String> goodImage(BuildContext context, Progress progress) {
        return Optional.ofNullable(progress.rollout())
                .map(RolloutStatus::goodImage)
                .flatMap(ImageName::parse)
                .filter(good -> !good.digest()
                        .map(Digest::value)
                        .equals(Optional.of(progress.image().digest())))
                .map(good -> ofToday(context, good, progress.rollout().goodImage()));
    }

    private static String ofToday(BuildContext context, ImageName good, String reference) {
        var today = context.plan().pullReference(good.digest().orElseThrow());
        var isSameRepository = ImageName.parse(today)
                .filter(name -> name.repository().equals(good.repository()))
                .isPresent();
        return isSameRepository ? today : reference;
    }

    private static boolean isTakenBack(BuildContext context, Progress progress) {
        return Optional.ofNullable(progress.rollout())
                .map(RolloutStatus::takenBack)
                .filter(taken ->
                        taken.digest().equals(progress.image().digest()) && taken.generation() == context.generation())
                .flatMap(taken -> goodImage(context, progress))
                .isPresent();
    }
}
