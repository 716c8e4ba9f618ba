package dev.onggi.operator.imagebuild.step;

/** The values of {@code status.build.result}. */
public final class BuildResults {

    /** The image was built and pushed. */
    public static final String SUCCEEDED = "Succeeded";

    /** No image came of the build. */
    public static final String FAILED = "Failed";

    /** The build was stopped, for its input had changed or it was suspended. */
    public static final String CANCELLED = "Cancelled";

    private BuildResults() {}
}
