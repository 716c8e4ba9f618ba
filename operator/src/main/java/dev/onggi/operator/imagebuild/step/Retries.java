package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.ImageBuildStatus.Failure;

/** How often an input is tried again after a fault that is not the user's, and what is said of it. Pure. */
final class Retries {

    private Retries() {}

    /**
     * Whether the input is tried once more.
     *
     * @param attempt the attempt that failed, from 1
     */
    static boolean areLeft(BuildContext context, int attempt) {
        var retries = context.imageBuild().getSpec().retries();
        return retries == null || attempt <= retries;
    }

    /** The failure of an attempt that is not the last one. */
    static Failure announced(Failure failure) {
        return with(failure, "; the build is tried again");
    }

    /** The failure of the last attempt. */
    static Failure exhausted(Failure failure, int attempt) {
        return with(
                failure,
                "; attempt %d was the last that spec.retries allows: a new value of spec.rebuild tries anew"
                        .formatted(attempt));
    }

    private static Failure with(Failure failure, String end) {
        return new Failure(
                failure.reason(),
                failure.message() + end,
                failure.dockerfile(),
                failure.line(),
                failure.instruction(),
                failure.exitCode(),
                failure.log());
    }
}
