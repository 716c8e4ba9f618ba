package dev.onggi.operator.bench.builds;

import java.util.List;
import java.util.Optional;

/**
 * One build.
 *
 * @param round from 1
 * @param contender who built
 * @param situation the {@link Case}'s label, or the roll-out's
 * @param seconds how long it took
 * @param requests of the operator to the API server; null where it had nothing to do
 * @param cpuSeconds of the operator; likewise
 * @param marks what was seen on the way
 */
record Row(
        int round,
        String contender,
        String situation,
        double seconds,
        Long requests,
        Double cpuSeconds,
        List<Mark> marks) {

    /** When something was seen to be true. */
    Optional<Double> at(String what) {
        return marks.stream()
                .filter(mark -> mark.what().equals(what))
                .map(Mark::seconds)
                .findFirst();
    }
}
