package dev.onggi.operator.bench.builds;

import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** How much work a second is, on this machine and today. */
final class Calibration {

    private static final int FEW = 20;
    private static final int MANY = 120;
    private static final int TRIES = 3;

    private Calibration() {}

    /** The rounds of W1's work that take a second, from those tries that nothing else came in the way of. */
    static int roundsPerSecond(ToDoubleFunction<String> seconds) {
        double few = least(seconds, FEW);
        double many = least(seconds, MANY);
        if (many <= few) {
            throw new IllegalStateException(
                    "%d rounds took no longer than %d: something else keeps this machine busy".formatted(MANY, FEW));
        }
        return (int) Math.max(1, Math.round((MANY - FEW) / (many - few)));
    }

    private static double least(ToDoubleFunction<String> seconds, int rounds) {
        // another number of rounds each time, or the second try would come from the cache
        return DoubleStream.iterate(0, tried -> tried < TRIES, tried -> tried + 1)
                .map(tried -> seconds.applyAsDouble(Workload.calibration(rounds + (int) tried)))
                .min()
                .orElseThrow();
    }
}
