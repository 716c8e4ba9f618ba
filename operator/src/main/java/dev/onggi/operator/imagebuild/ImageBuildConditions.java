package dev.onggi.operator.imagebuild;

/** The conditions that an ImageBuild has beside Ready, Reconciling and Stalled. */
public final class ImageBuildConditions {

    /** The source of the newest build is there. */
    public static final String SOURCE_FETCHED = "SourceFetched";

    /** The newest input was built. */
    public static final String BUILT = "Built";

    /** The image of the newest input is in the registry. */
    public static final String PUSHED = "Pushed";

    /** The workload runs the newest image; absent where no roll-out is asked for. */
    public static final String ROLLED_OUT = "RolledOut";

    /** What spec.triggers names is being asked, and answers; absent where nothing is. */
    public static final String WATCHING = "Watching";

    private ImageBuildConditions() {}
}
