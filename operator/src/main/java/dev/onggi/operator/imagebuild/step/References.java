package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.status.Summary;

/** What to say of a reference that leads nowhere. */
final class References {

    private References() {}

    /**
     * Stalled; but for the first moments of an ImageBuild in progress, since what is applied together arrives one by one,
     * and a tool that waits would take the first Stalled for the end.
     */
    static Outcome missing(BuildContext context, Progress progress, String reason, String message) {
        var graceLeft = context.referenceGraceLeft();
        return graceLeft.isPositive()
                ? Outcome.stop(progress.kept(), new Summary.InProgress(reason, message), graceLeft)
                : Outcome.stop(progress.kept(), new Summary.Stalled(reason, message));
    }
}
