package dev.onggi.operator.imagebuild.step;

/**
 * Runs the image of the build that the spec names, whatever becomes of the newest one: the way back on purpose must not wait
 * for a build that takes its time, or that fails. Where the newest input is built already, {@link RollOut} does it in its turn.
 */
public final class GoBack implements Step {

    private final RollOut rollOut;

    /** A step that has another one do the work. */
    public GoBack(RollOut rollOut) {
        this.rollOut = rollOut;
    }

    @Override
    public Outcome run(BuildContext context, Progress progress) {
        var rollout = context.imageBuild().getSpec().rollout();
        if (rollout == null
                || rollout.toBuild() == null
                || isDoneByRollOut(context, progress)
                || !(RolloutChoice.of(context, progress) instanceof RolloutChoice.Pinned)) {
            return Outcome.proceed(progress);
        }
        // what becomes of the build is told by the steps that follow, and so is why it failed
        return Outcome.proceed(rollOut.run(context, progress).progress().with(progress.failure()));
    }

    private static boolean isDoneByRollOut(BuildContext context, Progress progress) {
        return switch (BuildDecision.of(context, progress)) {
            case BuildDecision.Built _ -> true;
            case BuildDecision.Observe observe -> PodObservation.isFinished(observe.pod());
            default -> false;
        };
    }
}
