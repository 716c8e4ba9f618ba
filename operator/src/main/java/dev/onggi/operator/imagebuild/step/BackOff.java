package dev.onggi.operator.imagebuild.step;

import java.time.Duration;

/** How long to wait until a build that failed for a fault that is not the user's is tried again. */
final class BackOff {

    /** First pause; doubled with each further try. */
    private static final Duration FIRST = Duration.ofSeconds(10);

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int LONGEST_SHIFT = 5;

    private BackOff() {}

    /**
     * The pause.
     *
     * @param attempt how often the input was tried, from 1
     */
    static Duration after(int attempt) {
        var pause = FIRST.multipliedBy(1L << Math.min(attempt - 1, LONGEST_SHIFT));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
