package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.BuildTrigger;
import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
import dev.onggi.operator.imagebuild.ImageBuildReasons;
import dev.onggi.operator.imagebuild.resource.Watch;
import java.util.Objects;
import java.util.Optional;

/** What a Pod shall watch, if anything: the newest build has to be over, and the next one nobody's wish yet. Pure. */
final class WatchTarget {

    private WatchTarget() {}

    static Optional<Watch> of(BuildContext context, Progress progress) {
        var imageBuild = context.imageBuild();
        if (!Watch.isWanted(imageBuild)
                || Boolean.TRUE.equals(imageBuild.getSpec().suspend())) {
            return Optional.empty();
        }
        return switch (BuildDecision.of(context, progress)) {
            case BuildDecision.Built _, BuildDecision.Failed _ ->
                Optional.of(new Watch(progress.build().number(), known(progress), progress.baseImages()))
                        .filter(watch -> watch.isOfUse(imageBuild));
            default -> Optional.empty();
        };
    }

    /**
     * The commit that is known: what the newest build fetched. Where it could fetch nothing, the one that it was started
     * for, so that a commit that cannot be fetched is tried once; else none, so that a source that comes to be is built.
     */
    private static String known(Progress progress) {
        return progress.history().stream()
                .filter(entry -> entry.number().equals(progress.build().number()))
                .map(HistoryEntry::revision)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> Optional.ofNullable(progress.trigger())
                        .filter(trigger -> trigger.reason().equals(ImageBuildReasons.NEW_COMMIT))
                        .map(BuildTrigger::found)
                        .orElse(""));
    }
}
