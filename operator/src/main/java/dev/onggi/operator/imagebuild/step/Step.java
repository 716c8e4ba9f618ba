package dev.onggi.operator.imagebuild.step;

/** One step on the way from a source to a running Pod. Steps run in their order until one stops. */
public sealed interface Step
        permits ResolveRegistry, ResolveSource, HearTriggers, GoBack, StartBuild, ObserveBuild, RollOut {

    /** Looks at what is there, does the one thing that is this step's, and says whether to go on. */
    Outcome run(BuildContext context, Progress progress);
}
