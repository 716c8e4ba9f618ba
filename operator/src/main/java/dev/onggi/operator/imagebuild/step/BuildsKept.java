package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.HistoryLimits;
import dev.onggi.api.v1alpha1.ImageBuildSpec;
import dev.onggi.api.v1alpha1.ImageBuildStatus.HistoryEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Which builds stay in the history: of each kind as many as the spec says; the newest in any case, for what it came to
 * decides what is built and watched next; and the one that is pinned, for without it nobody would know its image.
 */
final class BuildsKept {

    private static final HistoryLimits DEFAULT = new HistoryLimits(null, null);

    private BuildsKept() {}

    /** Those of a history, which has the newest first. */
    static List<HistoryEntry> of(List<HistoryEntry> history, ImageBuildSpec spec) {
        var limits = Objects.requireNonNullElse(spec.history(), DEFAULT);
        var pinned = spec.rollout() == null ? null : spec.rollout().toBuild();
        int successful = 0;
        int failed = 0;
        var kept = new ArrayList<HistoryEntry>();
        for (var entry : history) {
            var isWithin = BuildResults.SUCCEEDED.equals(entry.result())
                    ? ++successful <= limits.ofSuccessful()
                    : ++failed <= limits.ofFailed();
            if (isWithin || kept.isEmpty() || entry.number().equals(pinned)) {
                kept.add(entry);
            }
        }
        return List.copyOf(kept);
    }
}
