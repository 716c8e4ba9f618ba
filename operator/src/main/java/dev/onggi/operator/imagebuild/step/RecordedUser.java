package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.ImageName;
import dev.onggi.operator.model.ImageUser;
import java.util.Optional;

/**
 * Who an image runs as, as the status has recorded it: of each digest once. An image that the status knows without its user,
 * as of before the operator asked for it, stays without: its Pods would be replaced otherwise though nothing of it is new.
 */
final class RecordedUser {

    private RecordedUser() {}

    /** The user of an image by what is recorded of it. */
    static ImageUser of(Progress progress, String digest) {
        return ImageUser.of(text(progress, digest).orElse(null));
    }

    /** The user of an image as its configuration names it; empty where that is not recorded. */
    static Optional<String> text(Progress progress, String digest) {
        if (isNewest(progress, digest)) {
            return Optional.ofNullable(progress.image().user());
        }
        if (isGood(progress, digest)) {
            return Optional.ofNullable(progress.rollout().goodImageUser());
        }
        return progress.history().stream()
                .filter(entry -> digest.equals(entry.digest()))
                .findFirst()
                .map(HistoryEntry::user);
    }

    /** Whether the status knows the image, be it without its user. */
    static boolean isKnown(Progress progress, String digest) {
        return isNewest(progress, digest)
                || isGood(progress, digest)
                || progress.history().stream().anyMatch(entry -> digest.equals(entry.digest()));
    }

    private static boolean isNewest(Progress progress, String digest) {
        return progress.image() != null && digest.equals(progress.image().digest());
    }

    private static boolean isGood(Progress progress, String digest) {
        return Optional.ofNullable(progress.rollout())
                .map(rollout -> rollout.goodImage())
                .flatMap(ImageName::parse)
                .flatMap(ImageName::digest)
                .map(Digest::value)
                .filter(digest::equals)
                .isPresent();
    }
}
