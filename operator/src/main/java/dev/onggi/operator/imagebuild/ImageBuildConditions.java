package dev.onggi.operator.imagebuild;

/** The conditions that an ImageBuild has beside Ready, Reconciling and Stalled. */
public final class ImageBuildConditions {

    /** The source of the newest build is there. */
    public static final String SOURCE_FETCHED = "SourceFetched";

    /** The newest input was built. */
    public static final String BUILT = "Built";

    /** The image of the newest input is in the registry. */
    public static final String PUSHED = "Pushed";

    /** Every Pod of the workload runs the newest image and is available; absent without rollout. */
    public static final String ROLLED_OUT = "RolledOut";

    /** What triggers names is asked, and answers; absent without triggers. It does not count for Ready. */
    public static final String WATCHING = "Watching";

    private ImageBuildConditions() {}
}
